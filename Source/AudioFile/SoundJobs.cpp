#include "AudioFile/SoundJobs.h"

#include "AudioFile/Module/ModuleSampleFile.h"
#include "AudioFile/SoundFileError.h"
#include "AudioFile/SoundFormat.h"

#include <algorithm>
#include <map>
#include <set>
#include <system_error>

namespace dequantizer
{

namespace
{
using std::filesystem::path;

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
std::vector<path> soundFilesOf(const path& folder, const path& output, const SoundJobOptions& options)
{
    std::vector<path> files;
    const auto excluded = isWithin(resolved(output), resolved(folder)) && resolved(output) != resolved(folder)
                              ? resolved(output)
                              : path();
    if (options.recursive)
        collect<std::filesystem::recursive_directory_iterator>(folder, excluded, options.anyName, files);
    else
        collect<std::filesystem::directory_iterator>(folder, excluded, options.anyName, files);
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
void addModule(const path& input, const path& folder, const std::string& format, std::vector<SoundJob>& jobs)
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

void requireDifferentOutputs(const std::vector<SoundJob>& jobs)
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

// A job must not destroy what another one, or itself, still has to read.
void requireInputsRemain(const std::vector<SoundJob>& jobs)
{
    std::set<path> inputs;
    for (const auto& job : jobs)
        inputs.insert(resolved(job.input));
    for (const auto& job : jobs)
        if (inputs.contains(resolved(job.output)))
            throw SoundFileError(job.output,
                                 "the outputs would replace the originals: this is an input, and also the output of " +
                                     utf8FromPath(job.input));
}
} // namespace

std::vector<SoundJob> listSoundJobs(const std::vector<path>& inputs, const path& outputFolder,
                                    const SoundJobOptions& options)
{
    std::vector<SoundJob> jobs;
    const auto add = [&](const path& file, const path& relative)
    {
        if (hasModuleExtension(file) && !options.anyName)
            addModule(file, outputFolder / path(relative).replace_extension(), options.format, jobs);
        else
            jobs.push_back({file, outputName(outputFolder, relative, options.format)});
    };
    for (const auto& input : inputs)
    {
        std::error_code ignored;
        if (!std::filesystem::is_directory(input, ignored))
            add(input, input.filename());
        else
            for (const auto& file : soundFilesOf(input, outputFolder, options))
                add(file, file.lexically_relative(input));
    }
    requireDifferentOutputs(jobs);
    requireInputsRemain(jobs);
    return jobs;
}

} // namespace dequantizer
