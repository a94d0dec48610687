#pragma once

#include "Algorithm/FullBackPropagation.h"
#include "Algorithm/TruncatedBackPropagation.h"
#include "Model/Model.h"

#include <functional>

namespace dequantizer
{

/// An operator, step sizes, and a few quantised frames with their clean version: the test problem of the checks, in
/// double precision.
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

/// The problem for `model` and these clean frames, [n, m], quantised with the model's reference step as in the papers.
[[nodiscard]] TheoryProblem theoryProblem(const Model& model, const Matrix<float>& clean);

/// The gradient functions under test, with exact masks. They are parameters of the checks so that tests can pass faulty
/// ones.
struct Gradients
{
    /// backPropagate(): from the history of the iterations and the derivative of the loss.
    std::function<ParameterGradient<double>(const TheoryProblem&, PrimalDualHistory<double>&, const Matrix<double>&)>
        full;

    /// backPropagateTruncated(): from the last iterate, the derivative of the loss, and b.
    std::function<ParameterGradient<double>(const TheoryProblem&, const PrimalDualIterate<double>&,
                                            const Matrix<double>&, int)>
        truncated;

    /// The functions that training uses.
    [[nodiscard]] static Gradients shipped();
};

/// The frames of `voice`, [n, m], that have a sample with a magnitude above `threshold`, or all frames if none has.
/// Quantisation leaves little of quieter frames, so their gradients are not informative.
[[nodiscard]] Matrix<float> loudFrames(const Matrix<float>& voice, double threshold);

} // namespace dequantizer
