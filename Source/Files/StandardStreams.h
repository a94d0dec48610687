#pragma once

#include <filesystem>

namespace dequantizer
{

/// From now on, writing to a pipe whose reader has gone fails, instead of ending the program before it has removed its
/// temporary files.
void ignoreBrokenPipes();

/// Copies standard input, to its end, to `file`. Throws FileError.
void copyStandardInputTo(const std::filesystem::path& file);

/// Copies `file` to standard output. Throws FileError, also if the reader at the other end of a pipe has gone.
void copyToStandardOutput(const std::filesystem::path& file);

} // namespace dequantizer
