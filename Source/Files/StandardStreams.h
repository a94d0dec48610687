#pragma once

#include <filesystem>
#include <functional>

namespace dequantizer
{

/// For the beginning of main(). Writing to a pipe whose reader has gone then fails, instead of ending the program
/// before it has removed its temporary files. On Windows, the streams pass all bytes unchanged, and the console shows
/// text in UTF-8 and obeys the escape sequences of Progress.
void prepareStandardStreams();

/// Copies standard input, to its end, to `file`. Calls `check` again and again, also while no input arrives (except on
/// Windows); `check` may throw to stop. Throws FileError.
void copyStandardInputTo(const std::filesystem::path& file, const std::function<void()>& check);

/// Copies `file` to standard output. Throws FileError, also if the reader at the other end of a pipe has gone.
void copyToStandardOutput(const std::filesystem::path& file);

} // namespace dequantizer
