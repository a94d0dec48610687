#include "Companion/TrainingFolder.h"

#include "AudioFile/ReadSoundFile.h"
#include "AudioFile/SoundFileError.h"
#include "Companion/SoundFolder.h"
#include "Files/Utf8Path.h"
#include "Signal/Quantiser.h"
#include "Signal/Resampling.h"

#include <algorithm>
#include <iostream>

namespace dequantizer
{

namespace
{
// Shorter files are not useful for training.
constexpr double shortestSeconds = 0.05;

std::string whyUnusable(const Sound& sound)
{
    float largest = 0.0f;
    for (const auto& channel : sound.channels)
        largest = std::max(largest, peak(channel));
    if (largest == 0.0f)
        return "it is silent";
    if (static_cast<double>(sound.length()) < shortestSeconds * sound.sampleRate)
        return "it is shorter than 50 ms";
    return {};
}

void append(std::vector<TrainingSound>& sounds, const Sound& sound, const std::string& name, double sampleRate)
{
    Channels channels;
    float largest = 0.0f;
    for (const auto& channel : sound.channels)
    {
        channels.push_back(resample(channel, sound.sampleRate, sampleRate));
        largest = std::max(largest, peak(channels.back()));
    }
    for (auto& channel : channels)
    {
        // A silent channel of a file that is not silent is of no use for training.
        if (peak(channel) == 0.0f)
            continue;
        for (auto& sample : channel)
            sample /= largest;
        sounds.push_back({name, std::move(channel), sampleRate});
    }
}
} // namespace

std::vector<TrainingSound> readTrainingFolder(const std::filesystem::path& folder, double& sampleRate)
{
    std::vector<TrainingSound> sounds;
    int resampled = 0;
    for (const auto& path : soundFilesIn(folder))
    {
        try
        {
            const auto sound = readSoundFile(path);
            if (const auto why = whyUnusable(sound); !why.empty())
            {
                std::cerr << "dequantizer: " << utf8FromPath(path) << " is left out: " << why << '\n';
                continue;
            }
            if (sampleRate == 0.0)
                sampleRate = sound.sampleRate;
            resampled += sound.sampleRate != sampleRate ? 1 : 0;
            append(sounds, sound, genericUtf8FromPath(std::filesystem::relative(path, folder)), sampleRate);
        }
        catch (const SoundFileError& error)
        {
            std::cerr << "dequantizer: left out: " << error.what() << '\n';
        }
    }
    if (sounds.empty())
        throw SoundFileError(utf8FromPath(folder) + ": no file in this folder can be used for training");
    if (resampled > 0)
        std::cerr << "dequantizer: " << utf8FromPath(folder) << ": " << resampled
                  << " files are at another rate and have been resampled to " << sampleRate << " Hz\n";
    return sounds;
}

} // namespace dequantizer
