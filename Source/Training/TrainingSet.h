#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dequantizer
{

/// Training audio: one channel at the sample rate of the model, peak-normalised (|sample| <= 1).
struct TrainingSound
{
    std::string name;
    std::vector<float> samples;
};

/// A fingerprint of the samples of all sounds, in this order: 16 hexadecimal digits (64-bit FNV-1a over words).
[[nodiscard]] std::string fingerprint(const std::vector<TrainingSound>& sounds);

} // namespace dequantizer
