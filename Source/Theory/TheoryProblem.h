#pragma once

#include "Algorithm/FullBackPropagation.h"
#include "Algorithm/TruncatedBackPropagation.h"
#include "Model/Model.h"

#include <functional>

namespace dequantizer
{

/// An operator, steps, and a few quantised frames whose clean version is known: what the theory is tried on, in double
/// precision.
struct TheoryProblem
{
    Matrix<double> K; ///< [k, n]
    StepSizes steps;
    CellFrames<double> frames;
    Matrix<double> clean; ///< [n, m], signal units

    /// The mean squared error of restored frames, [n, m].
    [[nodiscard]] double loss(const Matrix<double>& restored) const;

    /// Its derivative with respect to them.
    [[nodiscard]] Matrix<double> lossGradient(const Matrix<double>& restored) const;
};

/// The problem that `model` poses on these clean frames, [n, m], at its reference step, quantised as the papers do.
[[nodiscard]] TheoryProblem theoryProblem(const Model& model, const Matrix<float>& clean);

/// The gradients under examination, with exact masks. The checks take them from here so that tests can hand in broken
/// ones.
struct Gradients
{
    /// backPropagate(): from the history of the iterations and the loss's derivative.
    std::function<ParameterGradient<double>(const TheoryProblem&, PrimalDualHistory<double>&, const Matrix<double>&)>
        full;

    /// backPropagateTruncated(): from the last iterate, the loss's derivative and b.
    std::function<ParameterGradient<double>(const TheoryProblem&, const PrimalDualIterate<double>&,
                                            const Matrix<double>&, int)>
        truncated;

    /// Those that this project trains with.
    [[nodiscard]] static Gradients shipped();
};

/// The frames of `voice`, [n, m], with a sample beyond `threshold`: quantisation leaves little of the others, and their
/// gradients tell little. All frames where there is no such frame.
[[nodiscard]] Matrix<float> loudFrames(const Matrix<float>& voice, double threshold);

} // namespace dequantizer
