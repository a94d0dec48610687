#include "AudioFile/Module/ModuleBytes.h"

#include <cmath>

namespace dequantizer
{

namespace
{
// A title of 20 bytes, 31 samples of 30 bytes each, the number of positions, a byte, 128 positions, four characters
// that name the kind, the patterns, the data of the samples.
constexpr std::size_t firstSample = 20, sampleCount = 31, sampleBytes = 30;
constexpr std::size_t ordersAt = firstSample + sampleCount * sampleBytes + 2, orderCount = 128;
constexpr std::size_t kindAt = ordersAt + orderCount, patternsAt = kindAt + 4;
constexpr std::size_t rowsOfPattern = 64, bytesOfNote = 4;

// Period 428 of an Amiga with the PAL clock of 3,546,895 Hz.
constexpr double rateOfC2 = 8287.0;

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

// The number of channels of a kind; 0 if it is not known.
std::size_t channelsOf(std::string_view kind)
{
    for (const std::string_view four : {"M.K.", "M!K!", "M&K!", "N.T.", "FLT4", "NSMS", "LARD", "PATT"})
        if (kind == four)
            return 4;
    if (kind == "CD81" || kind == "OKTA" || kind == "OCTA")
        return 8;
    if (kind.size() == 4 && kind.substr(1) == "CHN" && isDigit(kind[0]))
        return static_cast<std::size_t>(kind[0] - '0');
    if (kind.size() == 4 && (kind.substr(2) == "CH" || kind.substr(2) == "CN") && isDigit(kind[0]) && isDigit(kind[1]))
        return static_cast<std::size_t>(10 * (kind[0] - '0') + kind[1] - '0');
    return 0;
}

// An eighth of a semitone per step, -8 .. 7 as four bits.
double tuned(double rate, unsigned fineTune)
{
    const int steps = static_cast<int>(fineTune & 15u) - ((fineTune & 8u) != 0 ? 16 : 0);
    return rate * std::exp2(steps / (12.0 * 8.0));
}
} // namespace

std::vector<ModuleSample> readMod(const ModuleBytes& module)
{
    const auto channels = channelsOf(module.at(kindAt, 4));
    if (channels == 0)
        return {};
    std::size_t patterns = 0;
    for (std::size_t i = 0; i < orderCount; ++i)
        patterns = std::max<std::size_t>(patterns, module.u8(ordersAt + i) + 1);
    auto position = patternsAt + patterns * rowsOfPattern * bytesOfNote * channels;

    std::vector<ModuleSample> samples(sampleCount);
    for (std::size_t i = 0; i < sampleCount; ++i)
    {
        const auto header = firstSample + i * sampleBytes;
        auto& sample = samples[i];
        sample.name = module.text(header, 22);
        const auto length = 2 * static_cast<std::size_t>(module.bigU16(header + 22));
        sample.sampleRate = std::round(tuned(rateOfC2, module.u8(header + 24)));
        const auto loopBegin = 2 * std::uint64_t{module.bigU16(header + 26)};
        const auto loopLength = 2 * std::uint64_t{module.bigU16(header + 28)};
        const auto data = module.at(position, length);
        position += length;
        if (data.empty())
            continue;
        sample.channels = {decodeSamples(data, {})};
        constexpr std::uint64_t noLoop = 2; // the length of the loop of a sample without one
        if (loopLength > noLoop)
            sample.loop = moduleLoop(loopBegin, loopLength, LoopDirection::forward, data.size());
    }
    return samples;
}

} // namespace dequantizer
