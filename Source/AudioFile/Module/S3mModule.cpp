#include "AudioFile/Module/ModuleBytes.h"

namespace dequantizer
{

std::vector<ModuleSample> readS3m(const ModuleBytes& module)
{
    if (module.at(44, 4) != "SCRM")
        return {};
    constexpr std::size_t orderCountAt = 32, sampleCountAt = 34, formatAt = 42, ordersAt = 96, paragraph = 16;
    constexpr std::uint32_t digital = 1, looped = 1, stereo = 2, wide = 4, unsignedFormat = 2;
    const auto table = ordersAt + module.u16(orderCountAt);
    const bool isUnsigned = module.u16(formatAt) == unsignedFormat;

    SampleBudget budget(module);
    std::vector<ModuleSample> samples;
    constexpr std::uint32_t maxSamples = 1000;
    for (std::uint32_t i = 0; i < std::min(module.u16(sampleCountAt), maxSamples); ++i)
    {
        auto& sample = samples.emplace_back();
        const auto header = paragraph * module.u16(table + 2 * i);
        sample.name = module.text(header + 48, 28);
        const auto flags = module.u8(header + 31);
        const bool isPacked = module.u8(header + 30) != 0;
        if (module.u8(header) != digital || isPacked)
            continue;
        const auto length = static_cast<std::size_t>(module.u32(header + 16));
        const auto data = paragraph * (module.u8(header + 13) << 16 | module.u16(header + 14));
        const SampleCoding coding{.wide = (flags & wide) != 0, .isUnsigned = isUnsigned};
        const auto bytes = length * (coding.wide ? 2 : 1);
        sample.bits = coding.wide ? 16 : 8;
        sample.sampleRate = module.u32(header + 32);
        for (std::size_t channel = 0; channel < ((flags & stereo) != 0 ? 2u : 1u); ++channel)
            sample.channels.push_back(decodeSamples(module.at(data + channel * bytes, bytes), coding));
        if (!budget.allows(sample))
            return {};
        const auto begin = module.u32(header + 20), end = module.u32(header + 24);
        if ((flags & looped) != 0 && end > begin)
            sample.loop = moduleLoop(begin, end - begin, LoopDirection::forward, sample.channels.front().size());
    }
    return samples;
}

} // namespace dequantizer
