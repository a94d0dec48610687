#include "AudioFile/Module/ModuleSampleFile.h"
#include "AudioFile/Module/TrackerModule.h"
#include "AudioFile/SoundFileError.h"
#include "Files/FileError.h"
#include "Fuzz/FuzzFile.h"
#include "Fuzz/FuzzTargets.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
void checkModuleSample(const ModuleSample& sample)
{
    require(sample.bits == 8 || sample.bits == 16, "a sample has 8 or 16 bits");
    require(sample.channels.size() == 1 || sample.channels.size() == 2, "a sample is mono or stereo");
    const auto length = sample.channels.front().size();
    for (const auto& channel : sample.channels)
    {
        require(channel.size() == length, "the channels are of the same length");
        require(std::all_of(channel.begin(), channel.end(), [](float x) { return std::abs(x) <= 1.0f; }),
                "samples are within full scale");
    }
    require(!sample.loop || (sample.loop->begin < sample.loop->end && sample.loop->end <= length),
            "the loop is within the sample");
}
} // namespace

void fuzzModule(std::string_view bytes)
{
    const FuzzFile file("module", bytes);
    try
    {
        const auto samples = readModule(file.path);
        bool isWritten = false;
        for (std::size_t i = 0; i < samples.size(); ++i)
        {
            if (samples[i].channels.empty())
                continue;
            checkModuleSample(samples[i]);
            const auto name = moduleSampleFileName(samples[i], i);
            require(name.find('/') == std::string::npos && name.front() != '.', "the name of a sample is safe");
            if (!isWritten)
                writeModuleSample(samples[i], FuzzFile::output("sample"));
            isWritten = true;
        }
    }
    catch (const SoundFileError&)
    {
    }
    catch (const FileError&)
    {
    }
}

} // namespace dequantizer
