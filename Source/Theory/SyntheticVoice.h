#pragma once

#include "Algorithm/Matrix.h"

namespace dequantizer
{

/// Frames that resemble voiced speech, for trying things out without recordings: harmonics of a gliding fundamental
/// under three resonances, and a little noise. [frameLength, count], each of another vowel and pitch; the largest
/// sample of all is 1, single frames are up to 40 dB quieter. The same for the same `seed`.
[[nodiscard]] Matrix<float> syntheticVoice(int frameLength, double sampleRate, int count, unsigned seed);

} // namespace dequantizer
