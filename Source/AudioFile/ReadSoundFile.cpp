#include "AudioFile/ReadSoundFile.h"

#include "AudioFile/SoundFileError.h"
#include "AudioFile/SoundReader.h"

#include <algorithm>
#include <string>

namespace dequantizer
{

namespace
{
constexpr std::size_t samplesAtOnce = 1 << 16; // of all channels

void requireRoom(const std::filesystem::path& file, const SoundReader& reader, std::uint64_t samples,
                 std::size_t maxSamples)
{
    const auto most = maxSamples / static_cast<std::size_t>(reader.channels());
    if (samples <= most)
        return;
    const auto minutes = static_cast<double>(most) / reader.properties().sampleRate / 60.0;
    throw SoundFileError(file, "the sound is longer than the " + std::to_string(static_cast<long>(minutes)) +
                                   " minutes of its kind that can be held in memory");
}
} // namespace

Sound readSoundFile(const std::filesystem::path& file, std::size_t maxSamples)
{
    SoundReader reader(file);
    requireRoom(file, reader, reader.length().value_or(0), maxSamples);

    Sound sound{reader.properties(), {}};
    sound.channels.resize(static_cast<std::size_t>(reader.channels()));
    // In blocks, so that a header that declares more than the file contains does not cost memory.
    const auto blockLength = std::max<std::size_t>(1, samplesAtOnce / sound.channels.size());
    Channels block(sound.channels.size(), std::vector<float>(blockLength));
    std::vector<float*> pointers;
    for (auto& channel : block)
        pointers.push_back(channel.data());
    while (const auto count = reader.read(pointers.data(), blockLength))
    {
        for (std::size_t channel = 0; channel < block.size(); ++channel)
            sound.channels[channel].insert(sound.channels[channel].end(), block[channel].begin(),
                                           block[channel].begin() + static_cast<std::ptrdiff_t>(count));
        requireRoom(file, reader, sound.length(), maxSamples);
    }
    return sound;
}

} // namespace dequantizer
