#pragma once

#include "Companion/Restore/RestoreOptions.h"

namespace dequantizer
{

/// Runs the command `restore`: restores all files, prints a line for each and, if there are several, a summary. A file
/// that cannot be restored does not stop the others. Throws std::runtime_error, which names the files that could not be
/// restored, or if the user stopped the program.
void runRestore(const RestoreOptions& options);

} // namespace dequantizer
