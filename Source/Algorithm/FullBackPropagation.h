#pragma once

#include "Algorithm/BackwardStep.h"
#include "Algorithm/ParameterGradient.h"

namespace dequantizer
{

/// The intermediate results of L iterations of a batch of m frames that the full gradient needs. Iteration l is in
/// columns (l - 1) m .. l m - 1: 2 L (k + n) values per frame.
template <typename Scalar>
struct PrimalDualHistory
{
    Matrix<Scalar> extrapolated;   ///< ybar^0 .. ybar^{L-1}, [n, L m]
    Matrix<Scalar> dual;           ///< psi^1 .. psi^L, [k, L m]
    Matrix<Scalar> primalArgument; ///< z_P^1 .. z_P^L, [n, L m]
    Matrix<Scalar> dualArgument;   ///< z_D^1 .. z_D^L, [k, L m]
};

/// solvePrimalDual() with all intermediate results recorded in `history`. Reuses the memory of `history` if the sizes
/// match.
template <typename Operator, typename Scalar>
[[nodiscard]] PrimalDualIterate<Scalar> solvePrimalDual(const Operator& K, const StepSizes& steps,
                                                        const CellFrames<Scalar>& frames, int iterations,
                                                        PrimalDualHistory<Scalar>& history)
{
    const auto batch = frames.input.cols();
    history.extrapolated.resize(K.cols(), iterations * batch);
    history.dual.resize(K.rows(), iterations * batch);
    history.primalArgument.resize(K.cols(), iterations * batch);
    history.dualArgument.resize(K.rows(), iterations * batch);

    auto iterate = startIterate(frames, K.rows());
    for (int l = 0; l < iterations; ++l)
    {
        history.extrapolated.middleCols(l * batch, batch) = iterate.extrapolated;
        primalDualStep(K, steps, frames, iterate);
        history.dual.middleCols(l * batch, batch) = iterate.dual;
        history.primalArgument.middleCols(l * batch, batch) = iterate.primalArgument;
        history.dualArgument.middleCols(l * batch, batch) = iterate.dualArgument;
    }
    return iterate;
}

/// The gradient of a loss of y^L with respect to K, sigma, tau and theta, by back-propagation through all iterations
/// (Brauer & Lorenz, EUSIPCO 2023, Lemma 1; with respect to K first in Brauer, Zhao, Lorenz & Fingscheidt, ICASSP
/// 2019).
///
/// `outputGradient` is the loss's derivative with respect to y^L, [n, m]. `history` comes from solvePrimalDual() with
/// the same K, steps and frames, and is used up: each z is overwritten by the delta that it masks, so that the gradient
/// needs no more memory than the forward pass has taken, and its sums over l become two large products.
///
/// theta acts through ybar^l = y^l + theta (y^l - y^{l-1}), l = 1 .. L-1, and z_D^{l+1} = psi^l + sigma K ybar^l, hence
///     dloss/dtheta = sum_{l=2}^{L} sigma <K^T delta_D^l, y^{l-1} - y^{l-2}>.
template <typename Operator, typename Scalar>
[[nodiscard]] ParameterGradient<Scalar>
backPropagate(const Operator& K, const StepSizes& steps, const CellFrames<Scalar>& frames, PrimalMask mask,
              PrimalDualHistory<Scalar>& history, const Matrix<Scalar>& outputGradient)
{
    const auto batch = frames.input.cols();
    const auto iterations = batch == 0 ? 0 : history.dual.cols() / batch;
    const auto primalAfter = [&](Eigen::Index l)
    { return history.primalArgument.middleCols((l - 1) * batch, batch).cwiseMax(frames.lower).cwiseMin(frames.upper); };

    auto state = startBackward(outputGradient, K.rows());
    double theta = 0.0;
    for (Eigen::Index l = iterations; l >= 1; --l)
    {
        auto primalArgument = history.primalArgument.middleCols((l - 1) * batch, batch);
        auto dualArgument = history.dualArgument.middleCols((l - 1) * batch, batch);
        backwardStep(K, steps, frames, mask, primalArgument, dualArgument, state);
        primalArgument = state.primalDelta;
        dualArgument = state.dualDelta;
        if (l == 1)
            break;

        updateAdjoints(K, steps, state);
        const Scalar movement = l == 2 ? state.adjoint.cwiseProduct(primalAfter(1) - frames.input).sum()
                                       : state.adjoint.cwiseProduct(primalAfter(l - 1) - primalAfter(l - 2)).sum();
        theta += steps.sigma * static_cast<double>(movement);
    }

    Matrix<Scalar> dualCorrelation = Matrix<Scalar>::Zero(K.rows(), K.cols());
    Matrix<Scalar> primalCorrelation = Matrix<Scalar>::Zero(K.rows(), K.cols());
    addOuterProduct(K, history.dualArgument, history.extrapolated, dualCorrelation);
    addOuterProduct(K, history.dual, history.primalArgument, primalCorrelation);
    auto gradient = gradientFromCorrelations(K, steps, dualCorrelation, primalCorrelation);
    gradient.theta = theta;
    return gradient;
}

} // namespace dequantizer
