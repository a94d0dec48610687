#pragma once

#include "Training/TrainingSettings.h"

namespace dequantizer
{

/// The settings that suit a windowed Fourier operator: frames of about 46 ms with a hop of a quarter, depths from 3 to
/// 10 bits in each minibatch, and an objective relative to the error of the quantised sound, which counts soft and loud
/// sounds alike and penalises harm. `steps` is left to the caller.
[[nodiscard]] TrainingSettings fourierRecipe(double sampleRate);

} // namespace dequantizer
