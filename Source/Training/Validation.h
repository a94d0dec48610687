#pragma once

#include "Model/Model.h"
#include "Training/Loss.h"
#include "Training/TrainingSet.h"

#include <vector>

namespace dequantizer
{

/// How well a model restores a set of signals. Values in dB are means over the signals, unless stated otherwise.
struct ValidationFigures
{
    double snrInputDb = 0.0;     ///< the SNR of the quantised signals
    double snrDb = 0.0;          ///< the SNR of the restored signals
    double smallestGainDb = 0.0; ///< the smallest SNR gain of a restored signal over the quantised one
    double lossInputDb = 0.0;    ///< 10 log10 of the loss of the quantised signals
    double lossDb = 0.0;         ///< 10 log10 of the loss of the restored signals; selects the best model
};

/// Quantises each signal to `bits` bits, restores all of it with a frame every `hop` samples, and compares the result
/// with the original. The work is divided among `threads` threads; the result does not depend on their number.
[[nodiscard]] ValidationFigures validateModel(const Model& model, const std::vector<TrainingSound>& sounds, int bits,
                                              int hop, const Loss& loss, int threads);

} // namespace dequantizer
