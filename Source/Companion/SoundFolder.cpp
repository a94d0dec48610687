#include "Companion/SoundFolder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace dequantizer
{

namespace
{
bool hasSoundExtension(const std::filesystem::path& file)
{
    auto extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char character) { return static_cast<char>(std::tolower(character)); });
    constexpr std::array<const char*, 6> known{".wav", ".aif", ".aiff", ".flac", ".ogg", ".bwf"};
    return std::find(known.begin(), known.end(), extension) != known.end();
}
} // namespace

std::vector<std::filesystem::path> soundFilesIn(const std::filesystem::path& folder)
{
    std::error_code failure;
    if (!std::filesystem::is_directory(folder, failure))
        throw SoundFileError(folder.string() + ": there is no such folder");

    std::vector<std::filesystem::path> files;
    using Options = std::filesystem::directory_options;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, Options::skip_permission_denied))
        if (entry.is_regular_file(failure) && hasSoundExtension(entry.path()))
            files.push_back(entry.path());
    if (files.empty())
        throw SoundFileError(folder.string() + ": there is no sound file in this folder");
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace dequantizer
