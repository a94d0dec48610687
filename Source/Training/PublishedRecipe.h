#pragma once

#include "Training/TrainingSettings.h"

namespace dequantizer
{

/// The training of Brauer & Lorenz (EUSIPCO 2023): minibatches of 32 single frames of 20 ms that do not overlap, Adam
/// on the entries of a square K from 1e-5 down to a tenth, and step sizes that follow ||K||_2 with w = 10. `steps` is
/// left to the caller. It is for comparison with the papers; the defaults of TrainingSettings learn better models.
[[nodiscard]] TrainingSettings publishedRecipe(double sampleRate);

} // namespace dequantizer
