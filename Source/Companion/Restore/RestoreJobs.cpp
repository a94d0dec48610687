#include "Companion/Restore/RestoreJobs.h"

#include "AudioFile/Module/TrackerModule.h"
#include "AudioFile/SoundFileError.h"
#include "AudioFile/SoundFormat.h"
#include "Companion/Restore/FilePattern.h"

#include <algorithm>
#include <system_error>

namespace dequantizer
{

namespace
{
using std::filesystem::path;

bool isFolder(const path& file)
{
    std::error_code ignored;
    return std::filesystem::is_directory(file, ignored);
}

bool isWritableName(const path& file)
{
    const auto extension = lowerCaseExtension(file);
    const auto& formats = writableFormats();
    return std::any_of(formats.begin(), formats.end(),
                       [&](const WritableFormat& format) {
                           return std::find(format.extensions.begin(), format.extensions.end(), extension) !=
                                  format.extensions.end();
                       });
}

// An existing folder that is named like a sound file is more likely a mistake.
bool isOutputFolder(const path& output)
{
    return !output.has_filename() || (isFolder(output) && !isWritableName(output));
}
} // namespace

RestoreJobs listRestoreJobs(const RestoreOptions& options)
{
    std::vector<path> inputs;
    for (const auto& input : options.inputs)
        for (auto& file : expandPattern(input))
            inputs.push_back(std::move(file));

    RestoreJobs result;
    const bool hasModule = !options.raw && std::any_of(inputs.begin(), inputs.end(),
                                                       [](const path& file) { return hasModuleExtension(file); });
    result.toFolder = inputs.size() > 1 || hasModule || isOutputFolder(options.output) ||
                      (isFolder(inputs.front()) && !isWritableName(options.output));
    if (!result.toFolder)
    {
        if (!options.format.empty() && options.output != standardStream)
            throw SoundFileError(options.output, "the extension names the format; --format is for a folder");
        result.jobs.push_back({inputs.front(), options.output});
        return result;
    }
    std::error_code ignored;
    if (options.output == standardStream ||
        (std::filesystem::exists(options.output, ignored) && !isFolder(options.output)))
        throw SoundFileError(options.output, "several files can only be written to a folder");
    if (std::find(inputs.begin(), inputs.end(), standardStream) != inputs.end())
        throw SoundFileError(standardStream, "standard input has no name for a file in a folder");
    result.jobs =
        listSoundJobs(inputs, options.output,
                      {.recursive = options.recursive, .anyName = options.raw.has_value(), .format = options.format});
    return result;
}

} // namespace dequantizer
