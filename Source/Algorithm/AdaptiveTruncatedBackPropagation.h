#pragma once

#include "Algorithm/AdaptiveBackPropagation.h"

namespace dequantizer
{

/// Truncated version of backPropagateAdaptive() (Brauer & Lorenz, EUSIPCO 2023): `backwardSteps` >= 0 steps of the
/// recursion, all with the masks, psi and y of `last`, the iterate after L iterations, and with the bounds of that
/// iteration. The memory does not grow with L.
///
/// Step j represents iteration L - j and its step sizes. Its share of the derivative with respect to the bounds goes to
/// the update that was active in that iteration; `updates` are the iterations recorded by solveAdaptive(). `receive` is
/// called as in backPropagateAdaptive(), for the updates that the steps reach, for the first, which may have set the
/// steps, and for -1. Derivatives with respect to the inputs of updates are ignored. Any steps beyond iteration 0
/// represent iteration 0.
///
/// Since all iterates equal the last here, theta, which multiplies their difference, has derivative 0.
template <AnalysisOperator Operator, typename Receive, typename Scalar = typename Operator::Scalar>
void backPropagateAdaptiveTruncated(Operator& K, const CellFrames<Scalar>& frames,
                                    const IterationControls<Scalar>& controls, const AdaptiveIterate<Scalar>& last,
                                    const std::vector<int>& updates, int iterations,
                                    const Matrix<Scalar>& outputGradient, int backwardSteps, Receive&& receive,
                                    typename Operator::Parameters* operatorGradient = nullptr)
{
    const auto batch = frames.input.cols();
    ControlsGradient<Scalar> gradient;
    gradient.bounds = Matrix<Scalar>::Zero(K.rows(), batch);
    for (auto* steps : {&gradient.sigma, &gradient.tau, &gradient.theta})
        steps->setZero(controls.sigma.rows(), batch);

    Matrix<Scalar> primalDelta = outputGradient;
    Matrix<Scalar> dualDelta = Matrix<Scalar>::Zero(Operator::components * K.rows(), batch);
    Matrix<Scalar> extrapolatedDelta = Matrix<Scalar>::Zero(K.frameLength(), batch);
    Matrix<Scalar> laterExtrapolatedDelta = extrapolatedDelta;
    Matrix<Scalar> primalSum = Matrix<Scalar>::Zero(K.frameLength(), batch);
    Matrix<Scalar> dualSum = dualDelta;
    Matrix<Scalar> analysedDelta, adjoint, noAnalysedGradient;
    auto update = static_cast<int>(updates.size()) - 1;
    for (int step = 0; step < backwardSteps; ++step)
    {
        const int row = std::max(iterations - 1 - step, 0);
        const Vector<Scalar> theta = controls.theta.row(row).transpose();
        primalDelta += extrapolatedDelta * (theta.array() + Scalar(1)).matrix().asDiagonal();
        primalDelta -= laterExtrapolatedDelta * controls.theta.row(std::min(row + 1, iterations - 1)).asDiagonal();
        maskPrimal(last.primalArgument, frames, PrimalMask::cell, primalDelta);
        gradient.tau.row(row) -= primalDelta.cwiseProduct(last.adjoint).colwise().sum();

        K.apply(primalDelta, analysedDelta);
        dualDelta -= analysedDelta * controls.tau.row(row).asDiagonal();
        projectOnBoundsBackward(last.dualArgument, controls.bounds, K.rowWeights(), dualDelta, gradient.bounds);

        std::swap(extrapolatedDelta, laterExtrapolatedDelta);
        K.applyAdjoint(dualDelta, adjoint);
        gradient.sigma.row(row) += adjoint.cwiseProduct(last.primal).colwise().sum();
        extrapolatedDelta = adjoint * controls.sigma.row(row).asDiagonal();
        if (operatorGradient != nullptr)
        {
            primalSum += primalDelta * controls.tau.row(row).asDiagonal();
            dualSum += dualDelta * controls.sigma.row(row).asDiagonal();
        }

        if (update > 0 && row == updates[static_cast<std::size_t>(update)])
        {
            receive(update, gradient, noAnalysedGradient);
            gradient.bounds.setZero();
            --update;
        }
    }
    if (update > 0)
    {
        receive(update, gradient, noAnalysedGradient);
        gradient.bounds.setZero();
    }
    if (!updates.empty())
    {
        receive(0, gradient, noAnalysedGradient);
        gradient.bounds.setZero();
    }
    receive(-1, gradient, noAnalysedGradient);
    if (operatorGradient != nullptr)
    {
        K.addGradient(Scalar(-1), last.dual, primalSum, *operatorGradient);
        K.addGradient(Scalar(1), dualSum, last.primal, *operatorGradient);
    }
}

} // namespace dequantizer
