#include "Companion/Restore/RestoreJobs.h"

#include "AudioFile/SoundFileError.h"
#include "AudioFile/SoundFormat.h"
#include "Companion/Restore/FilePattern.h"

#include <algorithm>
#include <map>
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
bool isOutputFolder(const std::string& output)
{
    const path file(output);
    return !file.has_filename() || (isFolder(file) && !isWritableName(file));
}

path resolved(const path& file)
{
    std::error_code ignored;
    const auto result = std::filesystem::weakly_canonical(file, ignored);
    return result.empty() ? file : result;
}

bool isWithin(const path& file, const path& folder)
{
    const auto relative = file.lexically_relative(folder);
    return !relative.empty() && *relative.begin() != "..";
}

template <typename Iterator>
void collect(const path& folder, const path& excluded, std::vector<path>& files)
{
    std::error_code failure;
    Iterator entry(folder, std::filesystem::directory_options::skip_permission_denied, failure);
    for (; !failure && entry != Iterator(); entry.increment(failure))
    {
        std::error_code ignored;
        if (entry->is_regular_file(ignored) && hasSoundExtension(entry->path()) &&
            (excluded.empty() || !isWithin(resolved(entry->path()), excluded)))
            files.push_back(entry->path());
    }
    if (failure)
        throw SoundFileError(folder, "the folder cannot be read: " + failure.message());
}

// Without the files in the output folder, which may be a subfolder.
std::vector<path> soundFilesOf(const path& folder, const path& output, bool recursive)
{
    std::vector<path> files;
    const auto excluded = isWithin(resolved(output), resolved(folder)) && resolved(output) != resolved(folder)
                              ? resolved(output)
                              : path();
    if (recursive)
        collect<std::filesystem::recursive_directory_iterator>(folder, excluded, files);
    else
        collect<std::filesystem::directory_iterator>(folder, excluded, files);
    if (files.empty())
        throw SoundFileError(folder, std::string("there is no sound file in this folder") +
                                         (recursive ? "" : "; --recursive includes its subfolders"));
    std::sort(files.begin(), files.end());
    return files;
}

std::string outputName(const path& folder, path relative, const std::string& format)
{
    if (!format.empty())
        relative.replace_extension("." + format);
    return (folder / relative).string();
}

void requireDifferentOutputs(const std::vector<RestoreJob>& jobs)
{
    std::map<path, std::string> inputs;
    for (const auto& job : jobs)
    {
        const auto [known, isNew] = inputs.emplace(path(job.output).lexically_normal(), job.input);
        if (!isNew)
            throw SoundFileError(job.output, "this would be the output of both " + known->second + " and " + job.input);
    }
}
} // namespace

RestoreJobs listRestoreJobs(const RestoreOptions& options)
{
    std::vector<std::string> inputs;
    for (const auto& input : options.inputs)
        for (auto& file : expandPattern(input))
            inputs.push_back(std::move(file));

    RestoreJobs result;
    result.toFolder = inputs.size() > 1 || isOutputFolder(options.output) ||
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
    for (const auto& input : inputs)
    {
        if (input == standardStream)
            throw SoundFileError(input, "standard input has no name for a file in a folder");
        if (!isFolder(input))
        {
            result.jobs.push_back({input, outputName(options.output, path(input).filename(), options.format)});
            continue;
        }
        for (const auto& file : soundFilesOf(input, options.output, options.recursive))
            result.jobs.push_back(
                {file.string(), outputName(options.output, file.lexically_relative(input), options.format)});
    }
    requireDifferentOutputs(result.jobs);
    return result;
}

} // namespace dequantizer
