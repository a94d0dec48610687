#pragma once

#include "Training/TrainingSettings.h"

namespace dequantizer
{

/// The training of Brauer & Lorenz (EUSIPCO 2023): minibatches of 32 single, non-overlapping frames of 20 ms, Adam on
/// the entries of a square K with a learning rate that decays from 1e-5 to 1e-6, and step sizes that follow ||K||_2
/// with w = 10. The caller sets `steps`. For comparison with the papers; TrainingSettings' defaults give better models.
[[nodiscard]] TrainingSettings publishedRecipe(double sampleRate);

} // namespace dequantizer
