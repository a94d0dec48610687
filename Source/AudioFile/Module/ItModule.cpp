#include "AudioFile/Module/ItCompression.h"
#include "AudioFile/Module/ModuleBytes.h"

namespace dequantizer
{

std::vector<ModuleSample> readIt(const ModuleBytes& module)
{
    if (module.at(0, 4) != "IMPM")
        return {};
    constexpr std::size_t orderCountAt = 32, instrumentCountAt = 34, sampleCountAt = 36, ordersAt = 192;
    constexpr std::uint32_t present = 1, wide = 2, stereo = 4, compressed = 8, looped = 16, pingPong = 64;
    constexpr std::uint32_t isSigned = 1, isDelta = 4, maxSamples = 4000;
    const auto table = ordersAt + module.u16(orderCountAt) + 4 * module.u16(instrumentCountAt);

    SampleBudget budget(module);
    std::vector<ModuleSample> samples;
    for (std::uint32_t i = 0; i < std::min(module.u16(sampleCountAt), maxSamples); ++i)
    {
        auto& sample = samples.emplace_back();
        const auto header = static_cast<std::size_t>(module.u32(table + 4 * i));
        if (module.at(header, 4) != "IMPS")
            continue;
        const auto flags = module.u8(header + 18), conversion = module.u8(header + 46);
        const auto length = static_cast<std::size_t>(module.u32(header + 48));
        auto data = static_cast<std::size_t>(module.u32(header + 72));
        sample.name = module.text(header + 20, 26);
        sample.bits = (flags & wide) != 0 ? 16 : 8;
        sample.sampleRate = module.u32(header + 60);
        if ((flags & present) == 0)
            continue;
        for (std::size_t channel = 0; channel < ((flags & stereo) != 0 ? 2u : 1u); ++channel)
        {
            if ((flags & compressed) != 0)
            {
                const bool isTwice = (conversion & isDelta) != 0; // the format of version 2.15
                auto [decoded, end] = decompressIt(module, data, length, sample.bits, isTwice);
                sample.channels.push_back(std::move(decoded));
                data = end;
                continue;
            }
            const SampleCoding coding{.wide = (flags & wide) != 0,
                                      .isUnsigned = (conversion & isSigned) == 0,
                                      .isDelta = (conversion & isDelta) != 0};
            const auto bytes = length * (coding.wide ? 2 : 1);
            sample.channels.push_back(decodeSamples(module.at(data, bytes), coding));
            data += bytes;
        }
        if (!budget.allows(sample))
            return {};
        const auto begin = module.u32(header + 52), end = module.u32(header + 56);
        if ((flags & looped) != 0 && end > begin)
            sample.loop = moduleLoop(begin, end - begin,
                                     (flags & pingPong) != 0 ? LoopDirection::pingPong : LoopDirection::forward,
                                     sample.channels.front().size());
    }
    return samples;
}

} // namespace dequantizer
