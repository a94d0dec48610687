#pragma once

#include "Theory/GradientCost.h"

namespace dequantizer
{

/// measureGradientCost() for the windowed Fourier operator of `model` with constant bounds, on `batch` frames of noise.
[[nodiscard]] GradientCost measureAdaptiveCost(const Model& model, int iterations, int backwardSteps, int batch,
                                               int rounds);

} // namespace dequantizer
