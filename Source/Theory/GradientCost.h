#pragma once

#include "Model/Model.h"

#include <optional>

namespace dequantizer
{

/// The time and memory for the gradient of a minibatch, computed as in training (single precision, one thread).
struct GradientCost
{
    int iterations = 0;                               ///< L
    int backwardSteps = 0;                            ///< b
    double fullSeconds = 0.0, truncatedSeconds = 0.0; ///< the fastest of several alternating runs
    std::optional<double> fullBytes, truncatedBytes;  ///< peakResidentMemory()
    /// The memory of the iterates: 2 L (k + n) and 2 (k + n) values per frame.
    double predictedFullBytes = 0.0, predictedTruncatedBytes = 0.0;

    [[nodiscard]] double timeRatio() const { return fullSeconds / truncatedSeconds; }

    /// 2 L / (L + b), the authors' count, which assumes that a backward step takes as long as a forward step.
    [[nodiscard]] double predictedTimeRatio() const { return 2.0 * iterations / (iterations + backwardSteps); }
};

/// Measures on `batch` frames of noise, in `rounds` rounds.
[[nodiscard]] GradientCost measureGradientCost(const Model& model, int iterations, int backwardSteps, int batch,
                                               int rounds);

} // namespace dequantizer
