#pragma once

#include "Model/Model.h"
#include "Training/TrainingSet.h"

#include <string>
#include <vector>

namespace dequantizer
{

/// How well a model restores a set of sounds. Decibels are means over the sounds and depths.
struct ValidationFigures
{
    double snrInputDb = 0.0;     ///< of the quantised sounds
    double snrDb = 0.0;          ///< of the restored sounds
    double smallestGainDb = 0.0; ///< of restored against quantised, of the sound and depth that gain least
    double lossInputDb = 0.0;    ///< 10 log10 of the loss, for the quantised sounds
    double lossDb = 0.0;         ///< and for the restored: what the best model is chosen by
};

/// Quantises each sound to each depth of `depths` (bits, not empty), restores it whole, and compares. A sound above its
/// maxBits is left out, except at the first depth. Frames start every `hop` samples at the model's rate; a Fourier
/// model restores each sound at the sound's own rate, with the engine that users get. The sounds are shared out to
/// `threads` threads; the result does not depend on how many.
[[nodiscard]] ValidationFigures validateModel(const Model& model, const std::vector<TrainingSound>& sounds,
                                              const std::vector<int>& depths, int hop, const std::string& lossName,
                                              int threads);

} // namespace dequantizer
