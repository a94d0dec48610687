#pragma once

#include <string>
#include <vector>

namespace dequantizer
{

/// Training audio: one channel, peak-normalised (|sample| <= 1).
struct TrainingSound
{
    std::string name;
    std::vector<float> samples;
    double sampleRate = 0.0; ///< Hz. A dense model can only be trained on audio at its own rate
    double weight = 1.0;     ///< the probability of being drawn, relative to that of other sounds
    int maxBits = 16;        ///< the largest training depth; above it, the model would learn the coding noise
};

/// A fingerprint of all sounds, in this order: 16 hexadecimal digits (XXH3, 64 bits).
[[nodiscard]] std::string fingerprint(const std::vector<TrainingSound>& sounds);

} // namespace dequantizer
