#pragma once

#include "Model/Model.h"

namespace dequantizer
{

/// The step sizes of the built-in DCT for audio with quantisation step `delta` > 0.
///
/// The DCT has norm 1, which leaves one free parameter, the weight w of stepSizesFromWeight(). With the same weight for
/// every quantisation step, finely quantised audio would get worse. The weight here is w = 0.6 / delta^2, see
/// Docs/cosine-model.md.
[[nodiscard]] StepSizes cosineStepSizes(double delta) noexcept;

/// The highest sample rate in Hz at which the DCT is of use: the cost of a frame grows with the square of its length.
constexpr double maxCosineRate = 400'000.0;

/// The textbook model: K is the orthonormal DCT-II of a 20 ms frame at `sampleRate` (1000 Hz to maxCosineRate), without
/// learning. It is available for every rate and quantisation step and serves where no learned model does. Its hop is n
/// / 8 at speech rates and a larger fraction of the frame above, so that one processor core is sufficient.
[[nodiscard]] Model cosineModel(double sampleRate, double delta);

} // namespace dequantizer
