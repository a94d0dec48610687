#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace dequantizer
{

// The text of this program is in UTF-8: arguments, messages, names in files. Systems whose paths are bytes keep those
// bytes, also if they are not UTF-8. On Windows, std::filesystem::path itself would read and write text in the code
// page of the process.

/// The path that `text` names. Throws std::filesystem::filesystem_error on Windows if `text` is not UTF-8.
[[nodiscard]] std::filesystem::path pathFromUtf8(std::string_view text);

/// The text of a path, for messages and for pathFromUtf8(). Throws std::filesystem::filesystem_error on Windows if the
/// name on the disk is not valid UTF-16.
[[nodiscard]] std::string utf8FromPath(const std::filesystem::path& path);

/// The same with `/` between the folders, for names in tables that are equal on all systems.
[[nodiscard]] std::string genericUtf8FromPath(const std::filesystem::path& path);

} // namespace dequantizer
