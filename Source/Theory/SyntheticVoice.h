#pragma once

#include "Algorithm/Matrix.h"

namespace dequantizer
{

/// Frames that resemble voiced speech, for checks without recordings: harmonics of a gliding fundamental, shaped by
/// three resonances, and a little noise. [frameLength, count]; vowel and pitch differ between frames. The largest
/// sample of all frames is 1; the peak of a frame can be up to 40 dB lower. Depends only on the arguments.
[[nodiscard]] Matrix<float> syntheticVoice(int frameLength, double sampleRate, int count, unsigned seed);

} // namespace dequantizer
