#pragma once

#include "Model/Model.h"

namespace dequantizer
{

/// The step sizes of the built-in DCT for sound whose quantisation step is `delta` > 0.
///
/// The DCT has norm 1, so that one parameter is free: the weight w of stepSizesFromWeight(). A weight that stays the
/// same for every quantisation step makes fine quantisation worse than it was. This one is w = 0.6 / delta^2, see
/// Docs/cosine-model.md.
[[nodiscard]] StepSizes cosineStepSizes(double delta) noexcept;

/// The textbook model: K is the orthonormal DCT-II of a 20 ms frame at `sampleRate` (1000 to 400000 Hz), and nothing is
/// learned. It is there for every rate and quantisation step, where no learned model is. Its hop is n / 8 at speech
/// rates and a larger part of the frame above, so that one processor core can do the work.
[[nodiscard]] Model cosineModel(double sampleRate, double delta);

} // namespace dequantizer
