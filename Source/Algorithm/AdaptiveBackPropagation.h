#pragma once

#include "Algorithm/AdaptivePrimalDual.h"
#include "Algorithm/BackwardStep.h"

namespace dequantizer
{

/// The intermediate results of L adaptive iterations that the full gradient needs: iteration l (from 0) of a batch of m
/// frames is in columns l m .. (l + 1) m - 1.
template <typename Scalar>
struct AdaptiveHistory
{
    Matrix<Scalar> primalArgument;      ///< z_P, [n, L m]
    Matrix<Scalar> dualArgument;        ///< z_D, [components * k, L m]
    std::vector<int> updates;           ///< the iterations at which the controls changed, in order
    std::vector<Matrix<Scalar>> bounds; ///< b at the start, then after each of these iterations, [k, m] each
};

/// solveAdaptive() with all intermediate results recorded in `history`. Reuses the memory of `history` if the sizes
/// match.
template <AnalysisOperator Operator, typename Update, typename Scalar = typename Operator::Scalar>
[[nodiscard]] AdaptiveIterate<Scalar> solveAdaptive(Operator& K, const CellFrames<Scalar>& frames, int iterations,
                                                    Update&& update, IterationControls<Scalar>& controls,
                                                    AdaptiveHistory<Scalar>& history)
{
    const auto batch = frames.input.cols();
    history.primalArgument.resize(K.frameLength(), iterations * batch);
    history.dualArgument.resize(Operator::components * K.rows(), iterations * batch);
    history.updates.clear();
    history.bounds.assign(1, controls.bounds);
    auto iterate = startAdaptive(K, frames);
    for (int l = 0; l < iterations; ++l)
    {
        if (adaptiveStep(K, frames, l, update, controls, iterate))
        {
            history.updates.push_back(l);
            history.bounds.push_back(controls.bounds);
        }
        history.primalArgument.middleCols(l * batch, batch) = iterate.primalArgument;
        history.dualArgument.middleCols(l * batch, batch) = iterate.dualArgument;
    }
    return iterate;
}

/// The derivatives of a loss with respect to the controls.
template <typename Scalar>
struct ControlsGradient
{
    Matrix<Scalar> bounds;            ///< [k, m], with respect to the bounds between two updates
    Matrix<Scalar> sigma, tau, theta; ///< [L, m]; 0 for iterations not visited yet
};

/// The gradient of a loss of y^L with respect to everything that an adaptive iteration is made of, by back-propagation
/// through all iterations. With delta_P, delta_D the derivatives with respect to z_P, z_D, and G^l that with respect to
/// ybar^l (G^L = 0), for l = L .. 1 and with sigma_l the step of the iteration that gives y^l:
///
///     delta_P^l = mask_P^l * (delta_P^{l+1} + (1 + theta_l) G^l - theta_{l+1} G^{l+1})
///     delta_D^l = projectOnBoundsBackward(delta_D^{l+1} - tau_l K delta_P^l)
///     G^{l-1}   = sigma_l K^T delta_D^l   (+ what the update's inputs contribute)
///
/// and the derivatives with respect to the steps follow from sums over a frame:
///
///     sigma_l: <K^T delta_D^l, ybar^{l-1}>     tau_l: -<K^T psi^l, delta_P^l>     theta_l: <G^l, y^l - y^{l-1}>.
///
/// For constant steps and b = 1 this is Brauer & Lorenz, EUSIPCO 2023, Lemma 1.
///
/// `outputGradient` is the derivative of the loss with respect to y^L, [n, m]; `history` and `controls` come from
/// solveAdaptive(). For each of its updates, the last first, and with `update` = -1 for the initial bounds,
///
///     receive(update, gradient, analysedGradient)
///
/// is called with the derivative with respect to the bounds of this update and to all step sizes of later iterations.
/// It may set `analysedGradient`, empty before, to the derivative with respect to the update's input K ybar,
/// [components * k, m]; for update -1 it is ignored. `operatorGradient`, unless null, receives the sum of the
/// derivatives with respect to K; this costs one more transform and some arithmetic per iteration.
template <AnalysisOperator Operator, typename Receive, typename Scalar = typename Operator::Scalar>
void backPropagateAdaptive(Operator& K, const CellFrames<Scalar>& frames, const IterationControls<Scalar>& controls,
                           const AdaptiveHistory<Scalar>& history, const Matrix<Scalar>& outputGradient,
                           Receive&& receive, typename Operator::Parameters* operatorGradient = nullptr)
{
    const auto batch = frames.input.cols();
    const auto iterations = batch == 0 ? 0 : static_cast<int>(history.primalArgument.cols() / batch);
    // y^l, l = 0 .. L.
    const auto primalAfter = [&](int l) -> Matrix<Scalar>
    {
        if (l == 0)
            return frames.input;
        return history.primalArgument.middleCols((l - 1) * batch, batch).cwiseMax(frames.lower).cwiseMin(frames.upper);
    };

    ControlsGradient<Scalar> gradient;
    gradient.bounds = Matrix<Scalar>::Zero(K.rows(), batch);
    for (auto* steps : {&gradient.sigma, &gradient.tau, &gradient.theta})
        steps->setZero(controls.sigma.rows(), batch);

    Matrix<Scalar> primalDelta = outputGradient;
    Matrix<Scalar> dualDelta = Matrix<Scalar>::Zero(Operator::components * K.rows(), batch);
    Matrix<Scalar> extrapolatedDelta, laterExtrapolatedDelta; // G^l and G^{l+1}
    Matrix<Scalar> analysedDelta, adjoint, dual, analysedGradient;
    Matrix<Scalar> primal = primalAfter(iterations), primalBefore;
    auto update = static_cast<int>(history.updates.size()) - 1;
    for (int l = iterations; l >= 1; --l)
    {
        const auto row = l - 1; // of the steps
        const auto primalArgument = history.primalArgument.middleCols((l - 1) * batch, batch);
        const auto dualArgument = history.dualArgument.middleCols((l - 1) * batch, batch);
        const auto& bounds = history.bounds[static_cast<std::size_t>(update + 1)];
        primalBefore = primalAfter(l - 1);

        if (l < iterations)
        {
            const Vector<Scalar> theta = controls.theta.row(row).transpose();
            primalDelta += extrapolatedDelta * (theta.array() + Scalar(1)).matrix().asDiagonal();
            if (l + 1 < iterations)
                primalDelta -= laterExtrapolatedDelta * controls.theta.row(row + 1).asDiagonal();
            gradient.theta.row(row) = extrapolatedDelta.cwiseProduct(primal - primalBefore).colwise().sum();
        }
        maskPrimal(primalArgument, frames, PrimalMask::cell, primalDelta);
        // tau_l K^T psi^l = y^{l-1} - z_P^l.
        gradient.tau.row(row) = (primalDelta.cwiseProduct(primalArgument - primalBefore).colwise().sum().array() /
                                 controls.tau.row(row).array())
                                    .matrix();

        K.apply(primalDelta, analysedDelta);
        dualDelta -= analysedDelta * controls.tau.row(row).asDiagonal();
        projectOnBoundsBackward(dualArgument, bounds, K.rowWeights(), dualDelta, gradient.bounds);

        std::swap(extrapolatedDelta, laterExtrapolatedDelta);
        K.applyAdjoint(dualDelta, adjoint);
        Matrix<Scalar> extrapolated = primalBefore;
        if (l >= 2)
            extrapolated += (primalBefore - primalAfter(l - 2)) * controls.theta.row(row - 1).asDiagonal();
        gradient.sigma.row(row) = adjoint.cwiseProduct(extrapolated).colwise().sum();
        extrapolatedDelta = adjoint * controls.sigma.row(row).asDiagonal();
        if (operatorGradient != nullptr)
        {
            projectOnBounds(Matrix<Scalar>(dualArgument), bounds, dual);
            K.addGradient(Scalar(-1), dual, primalDelta * controls.tau.row(row).asDiagonal(), *operatorGradient);
            K.addGradient(Scalar(1), dualDelta * controls.sigma.row(row).asDiagonal(), extrapolated, *operatorGradient);
        }

        if (update >= 0 && history.updates[static_cast<std::size_t>(update)] == l - 1)
        {
            analysedGradient.resize(0, 0);
            receive(update, gradient, analysedGradient);
            if (analysedGradient.size() > 0)
            {
                K.applyAdjoint(analysedGradient, adjoint);
                extrapolatedDelta += adjoint;
                if (operatorGradient != nullptr)
                    K.addGradient(Scalar(1), analysedGradient, extrapolated, *operatorGradient);
            }
            gradient.bounds.setZero();
            --update;
        }
        primal = primalBefore;
    }
    analysedGradient.resize(0, 0);
    receive(-1, gradient, analysedGradient);
}

} // namespace dequantizer
