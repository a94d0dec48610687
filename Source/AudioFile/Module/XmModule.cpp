#include "AudioFile/Module/ModuleBytes.h"

#include <cmath>

namespace dequantizer
{

namespace
{
// The rate of a sample with this relative note (semitones, signed) and fine tune (1/128 of a semitone, signed).
double rateOf(std::uint32_t relativeNote, std::uint32_t fineTune)
{
    constexpr double rateOfC4 = 8363.0;
    const auto note = static_cast<std::int8_t>(relativeNote), fine = static_cast<std::int8_t>(fineTune);
    return std::round(rateOfC4 * std::exp2(note / 12.0 + fine / (12.0 * 128.0)));
}

// The header of an instrument has this size, and the headers and the data of its samples follow.
std::size_t readInstrument(const ModuleBytes& module, std::size_t position, std::vector<ModuleSample>& samples)
{
    constexpr std::size_t sampleCountAt = 27, headerSizeAt = 29;
    constexpr std::uint32_t loopKind = 3, pingPong = 2, wide = 16, stereo = 32, maxSamples = 1000,
                            leastHeaderBytes = 40;
    const auto count = std::min(module.u16(position + sampleCountAt), maxSamples);
    const auto headerBytes = module.u32(position + headerSizeAt);
    position += module.u32(position);
    if (count == 0 || headerBytes < leastHeaderBytes)
        return position;
    auto data = position + static_cast<std::size_t>(count) * headerBytes;
    for (std::uint32_t i = 0; i < count; ++i, position += headerBytes)
    {
        auto& sample = samples.emplace_back();
        const auto bytes = static_cast<std::size_t>(module.u32(position));
        const auto flags = module.u8(position + 14);
        const SampleCoding coding{.wide = (flags & wide) != 0, .isDelta = true};
        const std::size_t width = coding.wide ? 2 : 1, channels = (flags & stereo) != 0 ? 2 : 1;
        sample.name = module.text(position + 18, 22);
        sample.bits = coding.wide ? 16 : 8;
        sample.sampleRate = rateOf(module.u8(position + 16), module.u8(position + 13));
        for (std::size_t channel = 0; channel < channels; ++channel)
            sample.channels.push_back(
                decodeSamples(module.at(data + channel * (bytes / channels), bytes / channels), coding));
        const auto unit = width * channels;
        if ((flags & loopKind) != 0)
            sample.loop = moduleLoop(module.u32(position + 4) / unit, module.u32(position + 8) / unit,
                                     (flags & loopKind) == pingPong ? LoopDirection::pingPong : LoopDirection::forward,
                                     sample.channels.front().size());
        data += bytes;
    }
    return data;
}
} // namespace

std::vector<ModuleSample> readXm(const ModuleBytes& module)
{
    constexpr std::string_view kind = "Extended Module: ";
    if (module.at(0, kind.size()) != kind)
        return {};
    constexpr std::size_t headerAt = 60, patternCountAt = 70, instrumentCountAt = 72;
    constexpr std::uint32_t maxPatterns = 1024, maxInstruments = 1024;
    auto position = headerAt + module.u32(headerAt);
    for (std::uint32_t i = 0; i < std::min(module.u16(patternCountAt), maxPatterns); ++i)
        position += module.u32(position) + module.u16(position + 7);
    std::vector<ModuleSample> samples;
    for (std::uint32_t i = 0; i < std::min(module.u16(instrumentCountAt), maxInstruments); ++i)
    {
        const auto next = readInstrument(module, position, samples);
        if (next <= position || next >= module.size())
            break;
        position = next;
    }
    return samples;
}

} // namespace dequantizer
