#pragma once

#include "Algorithm/PrimalDual.h"
#include "Model/Model.h"

#include <functional>
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

/// Frames of noise in cells of width `delta`, and a derivative of a loss with respect to the restored frames, [n,
/// batch].
struct NoiseFrames
{
    NoiseFrames(Eigen::Index frameLength, int batch, double delta);

    CellFrames<float> frames;
    Matrix<float> derivative;
};

/// Measures gradient(true), the full gradient, and gradient(false), the truncated one. Each call must allocate and free
/// its memory. Does not predict the memory.
[[nodiscard]] GradientCost measureCost(int iterations, int backwardSteps, int rounds,
                                       const std::function<void(bool full)>& gradient);

/// Measures on `batch` frames of noise, in `rounds` rounds.
[[nodiscard]] GradientCost measureGradientCost(const Model& model, int iterations, int backwardSteps, int batch,
                                               int rounds);

} // namespace dequantizer
