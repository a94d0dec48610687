#pragma once

#include "Training/TrainingSettings.h"

namespace dequantizer
{

/// Settings that suit a windowed Fourier operator: frames of about 46 ms with a hop of a quarter, depths from 3
/// to 10 bits in each minibatch, and an objective relative to the error of the quantised signal, which gives quiet and
/// loud signals the same weight and penalises harm. The caller sets `steps`.
[[nodiscard]] TrainingSettings fourierRecipe(double sampleRate);

} // namespace dequantizer
