#pragma once

#include "Training/TrainingSettings.h"

namespace dequantizer
{

/// The default settings for training a dense operator with learned bounds, for audio at `sampleRate` Hz.
[[nodiscard]] TrainingSettings learnedBoundsRecipe(double sampleRate);

} // namespace dequantizer
