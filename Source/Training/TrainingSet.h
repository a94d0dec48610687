#pragma once

#include <string>
#include <vector>

namespace dequantizer
{

/// A sound to learn from: one channel, peak-normalised (|sample| <= 1).
struct TrainingSound
{
    std::string name;
    std::vector<float> samples;
    double sampleRate = 0.0; ///< Hz. A dense model is trained on sounds at one rate, its own
    double weight = 1.0;     ///< the probability of being drawn, relative to that of other sounds
    int maxBits = 16;        ///< at larger depths the sound's own coding noise would be learned
};

/// A fingerprint of all sounds in their order, 16 hexadecimal digits (XXH3, 64 bits).
[[nodiscard]] std::string fingerprint(const std::vector<TrainingSound>& sounds);

} // namespace dequantizer
