#include "AudioFile/Module/TrackerModule.h"

#include "AudioFile/Module/ModuleBytes.h"
#include "AudioFile/SoundFileError.h"
#include "AudioFile/SoundFormat.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

namespace dequantizer
{

namespace
{
constexpr std::uint64_t maxBytes = 32u << 20;

std::string contentOf(const std::filesystem::path& file)
{
    std::error_code failure;
    if (!std::filesystem::is_regular_file(file, failure))
        throw SoundFileError(file, "there is no such file");
    if (std::filesystem::file_size(file, failure) > maxBytes)
        throw SoundFileError(file, "this is too long for a module");
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw SoundFileError(file, "the file cannot be opened");
    return {std::istreambuf_iterator<char>(stream), {}};
}

bool isEmpty(const ModuleSample& sample)
{
    return sample.channels.empty() || sample.channels.front().empty();
}

// The channels of a sample that is cut off may differ in length.
void complete(ModuleSample& sample)
{
    constexpr double defaultRate = 8363.0, maxRate = 1e6;
    if (isEmpty(sample))
    {
        sample.channels.clear();
        return;
    }
    for (auto& channel : sample.channels)
        channel.resize(sample.channels.front().size());
    if (!(sample.sampleRate >= 1.0 && sample.sampleRate <= maxRate))
        sample.sampleRate = defaultRate;
}
} // namespace

bool hasModuleExtension(const std::filesystem::path& file)
{
    const auto extension = lowerCaseExtension(file);
    return extension == ".mod" || extension == ".s3m" || extension == ".xm" || extension == ".it";
}

std::vector<ModuleSample> readModule(const std::filesystem::path& file)
{
    const auto content = contentOf(file);
    const ModuleBytes module(content);
    std::vector<ModuleSample> samples;
    for (auto* const read : {readIt, readXm, readS3m, readMod})
        if (samples = read(module); !samples.empty())
            break;
    if (samples.empty())
        throw SoundFileError(file, "this is not a module that can be read (MOD, S3M, XM or IT)");
    std::for_each(samples.begin(), samples.end(), complete);
    if (std::all_of(samples.begin(), samples.end(), isEmpty))
        throw SoundFileError(file, "the module has no samples");
    return samples;
}

} // namespace dequantizer
