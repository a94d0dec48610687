#include "AudioFile/ReadSoundFile.h"
#include "AudioFile/SoundFileError.h"
#include "AudioFile/WriteSoundFile.h"
#include "Catch.h"
#include "TemporaryFolder.h"

#include <cmath>
#include <fstream>
#include <iterator>

using namespace dequantizer;

namespace
{
// Integers of `bits` bits over the whole range, including both ends.
Channels integerSound(std::size_t channels, int bits)
{
    Channels sound(channels);
    const auto limit = std::int64_t{1} << (bits - 1);
    for (std::size_t channel = 0; channel < channels; ++channel)
    {
        for (std::int64_t i = 0; i < 70001; ++i) // more than a block
            sound[channel].push_back(static_cast<float>(std::ldexp(
                static_cast<double>((i * 7919 + 31 * static_cast<std::int64_t>(channel)) % limit), 1 - bits)));
        sound[channel][0] = -1.0f;
        sound[channel][1] = static_cast<float>(std::ldexp(static_cast<double>(limit - 1), 1 - bits));
    }
    return sound;
}

std::string contentOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}
} // namespace

TEST_CASE("Integer samples are written and read back bit for bit", "[audio-file]")
{
    const auto [extension, bits] = GENERATE(table<std::string, int>({{".wav", 8},
                                                                     {".wav", 16},
                                                                     {".wav", 24},
                                                                     {".bwf", 16},
                                                                     {".aiff", 8},
                                                                     {".aif", 16},
                                                                     {".aiff", 24},
                                                                     {".flac", 16},
                                                                     {".FLAC", 24}}));
    const std::size_t channels = GENERATE(1u, 2u, 6u);
    CAPTURE(extension, bits, channels);
    const TemporaryFolder folder;
    const auto file = folder / ("sound" + extension);
    const auto samples = integerSound(channels, bits);
    writeSoundFile(file, samples, 44100.0, bits);
    const auto sound = readSoundFile(file);
    const bool isSame = sound.channels == samples; // a failed CHECK on the samples would print them
    CHECK(isSame);
    CHECK(sound.sampleRate == 44100.0);
    CHECK(sound.bitsPerSample == bits);
    CHECK_FALSE(sound.floatingPoint);
    CHECK(folder.entries() == 1);
}

TEST_CASE("A 32-bit WAV file holds floating-point samples unchanged", "[audio-file]")
{
    const TemporaryFolder folder;
    Channels samples(2, {0.1f, -1.5f, 1e-40f, 3e38f});
    samples[1][0] = 0.3f;
    writeSoundFile(folder / "sound.wav", samples, 11025.0, 32);
    const auto sound = readSoundFile(folder / "sound.wav");
    CHECK(sound.channels == samples);
    CHECK(sound.floatingPoint);
    CHECK(sound.bitsPerSample == 32);
}

TEST_CASE("The same audio always gives the same file", "[audio-file]")
{
    const auto [extension, bits] =
        GENERATE(table<std::string, int>({{".wav", 16}, {".wav", 32}, {".aiff", 24}, {".flac", 24}}));
    const TemporaryFolder folder;
    const auto samples = integerSound(2, 16);
    writeSoundFile(folder / ("a" + extension), samples, 44100.0, bits);
    writeSoundFile(folder / ("b" + extension), samples, 44100.0, bits);
    const auto bytes = contentOf(folder / ("a" + extension));
    const bool isSame = bytes == contentOf(folder / ("b" + extension));
    CHECK(isSame);
    // libsndfile would write the current time to this chunk.
    CHECK(bytes.find("PEAK") == std::string::npos);
}

TEST_CASE("Audio that a format cannot hold is rejected, and no file is left", "[audio-file]")
{
    const TemporaryFolder folder;
    const Channels nine(9, {0.0f});
    CHECK_THROWS_WITH(writeSoundFile(folder / "a.flac", nine, 44100.0, 24), ContainsSubstring("9 channels"));
    CHECK_THROWS_WITH(writeSoundFile(folder / "a.aiff", nine, 44100.0, 32), ContainsSubstring("an AIFF file"));
    CHECK_THROWS_WITH(writeSoundFile(folder / "a.wav", nine, 44100.0, 12), ContainsSubstring("12 bits"));
    CHECK_THROWS_WITH(writeSoundFile(folder / "a.mp3", nine, 44100.0, 16), ContainsSubstring("extension"));
    CHECK(folder.entries() == 0);
}
