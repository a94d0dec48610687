#pragma once

#include <filesystem>
#include <vector>

namespace dequantizer
{

/// The sound files in `folder` and the folders below it, in the order of their names, by extension alone.
/// Throws SoundFileError if it is not a folder or has no such file.
[[nodiscard]] std::vector<std::filesystem::path> soundFilesIn(const std::filesystem::path& folder);

} // namespace dequantizer
