#pragma once

#include "Model/Model.h"
#include "Training/ProcessGroup.h"
#include "Training/TrainingSet.h"

#include <string>
#include <vector>

namespace dequantizer
{

/// How well a model restores a set of signals. Values in dB are means over signals and depths, unless stated otherwise.
struct ValidationFigures
{
    double snrInputDb = 0.0;     ///< the SNR of the quantised signals
    double snrDb = 0.0;          ///< the SNR of the restored signals
    double smallestGainDb = 0.0; ///< the smallest SNR gain of a restored signal over the quantised one, at any depth
    double lossInputDb = 0.0;    ///< 10 log10 of the loss of the quantised signals, with the weighted term of loudness
    double lossDb = 0.0;         ///< the same of the restored signals; selects the best model, see also scoreWithHarm()

    /// `lossDb`, plus the decibels that the worst signal lost. Selects the best model if training penalises harm.
    [[nodiscard]] double scoreWithHarm() const noexcept
    {
        return lossDb - (smallestGainDb < 0.0 ? smallestGainDb : 0.0);
    }
};

/// Quantises each signal to each depth in `depths` (bits, not empty), restores all of it, and compares the result with
/// the original. A signal is skipped at depths above its maxBits, except at the first depth. Frames start every `hop`
/// samples at the model's rate. A Fourier model restores each signal at the signal's own rate, with StreamingEngine.
/// The work is divided among `threads` threads of each of the processes; the result does not depend on their numbers
/// and is the same in all of them. Throws ProcessLost.
[[nodiscard]] ValidationFigures validateModel(const Model& model, const std::vector<TrainingSound>& sounds,
                                              const std::vector<int>& depths, int hop, const std::string& lossName,
                                              double loudnessWeight, int threads,
                                              ProcessGroup& processes = oneProcess());

} // namespace dequantizer
