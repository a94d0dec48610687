#pragma once

#include "Model/Model.h"
#include "Training/Loss.h"
#include "Training/TrainingSet.h"

#include <vector>

namespace dequantizer
{

/// How well a model restores a set of sounds. Decibels are means over the sounds.
struct ValidationFigures
{
    double snrInputDb = 0.0;     ///< of the quantised sounds
    double snrDb = 0.0;          ///< of the restored sounds
    double smallestGainDb = 0.0; ///< of restored against quantised, of the sound that gains least
    double lossInputDb = 0.0;    ///< 10 log10 of the loss, for the quantised sounds
    double lossDb = 0.0;         ///< and for the restored: what the best model is chosen by
};

/// Quantises each sound to `bits` bits, restores it whole, frames every `hop` samples, and compares. The sounds are
/// shared out to `threads` threads; the result does not depend on how many.
[[nodiscard]] ValidationFigures validateModel(const Model& model, const std::vector<TrainingSound>& sounds, int bits,
                                              int hop, const Loss& loss, int threads);

} // namespace dequantizer
