#include "Companion/WaveFile.h"

#include "Catch.h"

#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>

namespace dequantizer
{

namespace
{
int bytesPerSample(WaveSample sample)
{
    switch (sample)
    {
    case WaveSample::unsigned8:
        return 1;
    case WaveSample::signed16:
        return 2;
    case WaveSample::signed24:
        return 3;
    case WaveSample::float32:
        return 4;
    }
    return 0;
}

void append(std::string& bytes, std::uint32_t value, int count)
{
    for (int i = 0; i < count; ++i)
        bytes.push_back(static_cast<char>(value >> (8 * i)));
}

void appendSample(std::string& bytes, WaveSample type, double value)
{
    if (type == WaveSample::float32)
    {
        const auto single = static_cast<float>(value);
        std::uint32_t bits = 0;
        std::memcpy(&bits, &single, sizeof bits);
        append(bytes, bits, 4);
        return;
    }
    const int count = bytesPerSample(type);
    const auto integer = static_cast<std::int32_t>(std::lround(std::ldexp(value, 8 * count - 1)));
    append(bytes, static_cast<std::uint32_t>(type == WaveSample::unsigned8 ? integer + 128 : integer), count);
}

std::uint32_t number(const std::string& bytes, std::size_t at, int count)
{
    REQUIRE(at + static_cast<std::size_t>(count) <= bytes.size());
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i)
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]))
                 << (8 * i);
    return value;
}

double sampleAt(const std::string& bytes, std::size_t at, WaveSample type)
{
    const int count = bytesPerSample(type);
    const auto raw = number(bytes, at, count);
    if (type == WaveSample::float32)
    {
        float single = 0.0f;
        std::memcpy(&single, &raw, sizeof single);
        return static_cast<double>(single);
    }
    if (type == WaveSample::unsigned8)
        return (static_cast<double>(raw) - 128.0) / 128.0;
    // Shifts the sign bit to the top.
    const auto justified = static_cast<std::int32_t>(raw << (32 - 8 * count));
    return std::ldexp(static_cast<double>(justified), -31);
}
} // namespace

std::string WaveFile::bytes() const
{
    const auto width = static_cast<std::uint32_t>(bytesPerSample(sample));
    const auto channelCount = static_cast<std::uint32_t>(channels.size());
    std::string data;
    for (std::size_t i = 0; i < channels.front().size(); ++i)
        for (const auto& channel : channels)
            appendSample(data, sample, channel[i]);

    std::string bytes = "RIFF";
    append(bytes, static_cast<std::uint32_t>(36 + data.size()), 4);
    bytes += "WAVEfmt ";
    append(bytes, 16, 4);
    append(bytes, sample == WaveSample::float32 ? 3 : 1, 2);
    append(bytes, channelCount, 2);
    append(bytes, sampleRate, 4);
    append(bytes, sampleRate * channelCount * width, 4);
    append(bytes, channelCount * width, 2);
    append(bytes, 8 * width, 2);
    bytes += "data";
    append(bytes, static_cast<std::uint32_t>(data.size()), 4);
    return bytes + data;
}

void WaveFile::write(const std::filesystem::path& file) const
{
    std::ofstream(file, std::ios::binary) << bytes();
}

WaveFile readWaveFile(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(stream), {});
    REQUIRE(bytes.substr(0, 4) == "RIFF");

    WaveFile wave;
    for (std::size_t at = 12; at + 8 <= bytes.size();)
    {
        const auto name = bytes.substr(at, 4);
        const auto length = number(bytes, at + 4, 4);
        at += 8;
        if (name == "fmt ")
        {
            wave.channels.resize(number(bytes, at + 2, 2));
            wave.sampleRate = number(bytes, at + 4, 4);
            const auto bits = number(bytes, at + 14, 2);
            REQUIRE((bits == 8 || bits == 16 || bits == 24 || bits == 32));
            wave.sample = static_cast<WaveSample>(bits / 8 - 1);
        }
        else if (name == "data")
        {
            REQUIRE(at + length <= bytes.size());
            const auto width = static_cast<std::size_t>(bytesPerSample(wave.sample));
            const auto frames = length / (width * wave.channels.size());
            for (std::size_t i = 0; i < frames; ++i)
                for (auto& channel : wave.channels)
                {
                    channel.push_back(sampleAt(bytes, at, wave.sample));
                    at += width;
                }
            return wave;
        }
        at += length + (length & 1);
    }
    FAIL("no sound in " << file);
    return wave;
}

} // namespace dequantizer
