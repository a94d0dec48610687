#include "Companion/SoundFolder.h"

#include "AudioFile/SoundFileError.h"
#include "AudioFile/SoundFormat.h"
#include "Files/Utf8Path.h"

#include <algorithm>

namespace dequantizer
{

std::vector<std::filesystem::path> soundFilesIn(const std::filesystem::path& folder)
{
    std::error_code failure;
    if (!std::filesystem::is_directory(folder, failure))
        throw SoundFileError(utf8FromPath(folder) + ": there is no such folder");

    std::vector<std::filesystem::path> files;
    using Options = std::filesystem::directory_options;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, Options::skip_permission_denied))
        if (entry.is_regular_file(failure) && hasSoundExtension(entry.path()))
            files.push_back(entry.path());
    if (files.empty())
        throw SoundFileError(utf8FromPath(folder) + ": there is no sound file in this folder");
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace dequantizer
