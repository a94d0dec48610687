#pragma once

#include "Algorithm/BackwardStep.h"
#include "Algorithm/ParameterGradient.h"

namespace dequantizer
{

/// Truncated back-propagation (Brauer & Lorenz, EUSIPCO 2023): `backwardSteps` = b >= 0 steps of the backward recursion
/// from the last iterate only, with its masks kept fixed, then
///
///     dloss/dK ~ sigma (sum_l delta_D^l) (y^L)^T - tau psi^L (sum_l delta_P^l)^T.
///
/// It stores only `last` = the iterate after L iterations, 2 (k + n) values per frame for any L, and costs about as
/// much as b forward iterations. `outputGradient` is the loss's derivative with respect to y^L, [n, m].
///
/// The derivatives with respect to sigma and tau use the same approximation, in which all iterates equal the last.
/// Their differences are then 0, and so is the derivative with respect to theta, which multiplies them.
template <typename Operator, typename Scalar>
[[nodiscard]] ParameterGradient<Scalar>
backPropagateTruncated(const Operator& K, const StepSizes& steps, const CellFrames<Scalar>& frames, PrimalMask mask,
                       const PrimalDualIterate<Scalar>& last, const Matrix<Scalar>& outputGradient, int backwardSteps)
{
    auto state = startBackward(outputGradient, K.rows());
    Matrix<Scalar> primalSum = Matrix<Scalar>::Zero(outputGradient.rows(), outputGradient.cols());
    Matrix<Scalar> dualSum = Matrix<Scalar>::Zero(K.rows(), outputGradient.cols());
    for (int step = 0; step < backwardSteps; ++step)
    {
        backwardStep(K, steps, frames, mask, last.primalArgument, last.dualArgument, state);
        primalSum += state.primalDelta;
        dualSum += state.dualDelta;
        if (step + 1 < backwardSteps)
            updateAdjoints(K, steps, state);
    }

    Matrix<Scalar> dualCorrelation = Matrix<Scalar>::Zero(K.rows(), K.cols());
    Matrix<Scalar> primalCorrelation = Matrix<Scalar>::Zero(K.rows(), K.cols());
    addOuterProduct(K, dualSum, last.primal, dualCorrelation);
    addOuterProduct(K, last.dual, primalSum, primalCorrelation);
    return gradientFromCorrelations(K, steps, dualCorrelation, primalCorrelation);
}

} // namespace dequantizer
