#include "AudioFile/Module/ModuleBytes.h"

namespace dequantizer
{

std::vector<float> decodeSamples(std::string_view data, const SampleCoding& coding)
{
    const std::size_t width = coding.wide ? 2 : 1;
    const unsigned bits = coding.wide ? 16 : 8, sign = 1u << (bits - 1);
    std::vector<float> samples;
    samples.reserve(data.size() / width);
    unsigned previous = 0;
    for (std::size_t i = 0; i + width <= data.size(); i += width)
    {
        auto value = static_cast<unsigned>(static_cast<unsigned char>(data[i]));
        if (coding.wide)
            value |= static_cast<unsigned>(static_cast<unsigned char>(data[i + 1])) << 8;
        if (coding.isDelta)
            value = previous = (previous + value) & (2 * sign - 1);
        if (!coding.isUnsigned)
            value ^= sign;
        samples.push_back((static_cast<float>(value) - static_cast<float>(sign)) / static_cast<float>(sign));
    }
    return samples;
}

std::optional<SoundLoop> moduleLoop(std::uint64_t begin, std::uint64_t length, LoopDirection direction,
                                    std::uint64_t soundLength)
{
    const SoundLoop loop{begin, std::min(begin + length, soundLength), direction};
    return loop.begin < loop.end ? std::optional(loop) : std::nullopt;
}

} // namespace dequantizer
