#include "Companion/Restore/RestoreJobs.h"

#include "AudioFile/Module/ModuleSampleFile.h"
#include "AudioFile/SoundFileError.h"
#include "AudioFile/SoundFormat.h"
#include "Companion/Restore/FilePattern.h"
#include "Files/Utf8Path.h"

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
bool isOutputFolder(const path& output)
{
    return !output.has_filename() || (isFolder(output) && !isWritableName(output));
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

// With `anyName`, all files count as sound files.
template <typename Iterator>
void collect(const path& folder, const path& excluded, bool anyName, std::vector<path>& files)
{
    std::error_code failure;
    Iterator entry(folder, std::filesystem::directory_options::skip_permission_denied, failure);
    for (; !failure && entry != Iterator(); entry.increment(failure))
    {
        std::error_code ignored;
        if (entry->is_regular_file(ignored) &&
            (anyName || hasSoundExtension(entry->path()) || hasModuleExtension(entry->path())) &&
            (excluded.empty() || !isWithin(resolved(entry->path()), excluded)))
            files.push_back(entry->path());
    }
    if (failure)
        throw SoundFileError(folder, "the folder cannot be read: " + failure.message());
}

// Without the files in the output folder, which may be a subfolder.
std::vector<path> soundFilesOf(const path& folder, const RestoreOptions& options)
{
    const auto& output = options.output;
    const bool anyName = options.raw.has_value();
    std::vector<path> files;
    const auto excluded = isWithin(resolved(output), resolved(folder)) && resolved(output) != resolved(folder)
                              ? resolved(output)
                              : path();
    if (options.recursive)
        collect<std::filesystem::recursive_directory_iterator>(folder, excluded, anyName, files);
    else
        collect<std::filesystem::directory_iterator>(folder, excluded, anyName, files);
    if (files.empty())
        throw SoundFileError(folder, std::string("there is no sound file in this folder") +
                                         (options.recursive ? "" : "; --recursive includes its subfolders"));
    std::sort(files.begin(), files.end());
    return files;
}

path outputName(const path& folder, path relative, const std::string& format)
{
    if (!format.empty())
        relative.replace_extension("." + format);
    return folder / relative;
}

// A module that cannot be read is a job without a sample, which fails.
void addModule(const path& input, const path& folder, const std::string& format, std::vector<RestoreJob>& jobs)
{
    try
    {
        const auto samples = readModule(input);
        for (std::size_t i = 0; i < samples.size(); ++i)
            if (!samples[i].channels.empty())
                jobs.push_back(
                    {input, folder / (moduleSampleFileName(samples[i], i) + "." + (format.empty() ? "wav" : format)),
                     i});
    }
    catch (const SoundFileError&)
    {
        jobs.push_back({input, folder});
    }
}

void requireDifferentOutputs(const std::vector<RestoreJob>& jobs)
{
    std::map<path, path> inputs;
    for (const auto& job : jobs)
    {
        const auto [known, isNew] = inputs.emplace(job.output.lexically_normal(), job.input);
        if (!isNew)
            throw SoundFileError(job.output, "this would be the output of both " + utf8FromPath(known->second) +
                                                 " and " + utf8FromPath(job.input));
    }
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
    for (const auto& input : inputs)
    {
        if (input == standardStream)
            throw SoundFileError(input, "standard input has no name for a file in a folder");
        const auto add = [&](const path& file, const path& relative)
        {
            if (hasModuleExtension(file) && !options.raw)
                addModule(file, options.output / path(relative).replace_extension(), options.format, result.jobs);
            else
                result.jobs.push_back({file, outputName(options.output, relative, options.format)});
        };
        if (!isFolder(input))
            add(input, input.filename());
        else
            for (const auto& file : soundFilesOf(input, options))
                add(file, file.lexically_relative(input));
    }
    requireDifferentOutputs(result.jobs);
    return result;
}

} // namespace dequantizer
