#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dequantizer
{

/// A sound to learn from: one channel at the model's rate, peak-normalised (|sample| <= 1).
struct TrainingSound
{
    std::string name;
    std::vector<float> samples;
};

/// A fingerprint of the samples of all sounds in their order, 16 hexadecimal digits (FNV-1a, 64 bits).
[[nodiscard]] std::string fingerprint(const std::vector<TrainingSound>& sounds);

} // namespace dequantizer
