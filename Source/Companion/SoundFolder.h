#pragma once

#include <filesystem>
#include <vector>

namespace dequantizer
{

/// The sound files in `folder` and its subfolders, sorted by name and recognised by their extension.
/// Throws SoundFileError if `folder` is not a folder or contains no such file.
[[nodiscard]] std::vector<std::filesystem::path> soundFilesIn(const std::filesystem::path& folder);

} // namespace dequantizer
