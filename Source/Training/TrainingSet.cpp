#include "Training/TrainingSet.h"

#include <bit>

namespace dequantizer
{

std::string fingerprint(const std::vector<TrainingSound>& sounds)
{
    std::uint64_t hash = 0xcbf29ce484222325u;
    const auto add = [&](std::uint64_t value)
    {
        hash ^= value;
        hash *= 0x100000001b3u;
    };
    for (const auto& sound : sounds)
    {
        add(sound.samples.size());
        for (const float sample : sound.samples)
            add(std::bit_cast<std::uint32_t>(sample));
    }

    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4)
        text += "0123456789abcdef"[(hash >> shift) & 15u];
    return text;
}

} // namespace dequantizer
