#pragma once

#include "Model/Model.h"

#include <optional>

namespace dequantizer
{

/// What a minibatch's gradient costs, as training computes it (single precision, one thread).
struct GradientCost
{
    int iterations = 0;                               ///< L
    int backwardSteps = 0;                            ///< b
    double fullSeconds = 0.0, truncatedSeconds = 0.0; ///< the fastest of some runs in turn
    std::optional<double> fullBytes, truncatedBytes;  ///< peakResidentMemory()
    /// Of the iterates: 2 L (k + n) and 2 (k + n) values a frame.
    double predictedFullBytes = 0.0, predictedTruncatedBytes = 0.0;

    [[nodiscard]] double timeRatio() const { return fullSeconds / truncatedSeconds; }

    /// 2 L : L + b, the authors' count, in which a backward step costs what a forward one does.
    [[nodiscard]] double predictedTimeRatio() const { return 2.0 * iterations / (iterations + backwardSteps); }
};

/// Measures with `batch` frames of noise.
[[nodiscard]] GradientCost measureGradientCost(const Model& model, int iterations, int backwardSteps, int batch,
                                               int rounds);

} // namespace dequantizer
