#pragma once

#include <filesystem>

namespace dequantizer
{

/// Copies standard input, to its end, to `file`. Throws FileError.
void copyStandardInputTo(const std::filesystem::path& file);

/// Copies `file` to standard output. Throws FileError, also if the reader at the other end of a pipe has gone.
void copyToStandardOutput(const std::filesystem::path& file);

} // namespace dequantizer
