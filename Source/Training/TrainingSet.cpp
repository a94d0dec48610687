#include "Training/TrainingSet.h"

#include <xxhash.h>

#include <cstdint>
#include <span>

namespace dequantizer
{

std::string fingerprint(const std::vector<TrainingSound>& sounds)
{
    XXH64_hash_t hash = 0;
    const auto add = [&hash](const auto& values)
    {
        const auto bytes = std::as_bytes(std::span(values));
        hash = XXH3_64bits_withSeed(bytes.data(), bytes.size(), hash);
    };
    for (const auto& sound : sounds)
    {
        const double properties[]{sound.sampleRate, sound.weight, static_cast<double>(sound.maxBits)};
        add(properties);
        add(sound.samples);
    }

    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4)
        text += "0123456789abcdef"[(hash >> shift) & 15u];
    return text;
}

} // namespace dequantizer
