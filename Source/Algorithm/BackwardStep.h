#pragma once

#include "Algorithm/PrimalDual.h"
#include "Algorithm/PrimalMask.h"

namespace dequantizer
{

/// Sets `delta` to 0 where the primal projection moved `argument` = z_P (all [n, m]).
template <typename Scalar, typename Argument>
void maskPrimal(const Eigen::MatrixBase<Argument>& argument, const CellFrames<Scalar>& frames, PrimalMask mask,
                Matrix<Scalar>& delta)
{
    const auto z = argument.array();
    if (mask == PrimalMask::cell)
        delta.array() = (z >= frames.lower.array() && z <= frames.upper.array()).select(delta.array(), Scalar(0));
    else
        delta.array() =
            ((z - frames.input.array()).abs() <= Scalar(widenedMaskRadius)).select(delta.array(), Scalar(0));
}

/// Sets `delta` to 0 where the dual projection moved `argument` = z_D (all [k, m]).
template <typename Scalar, typename Argument>
void maskDual(const Eigen::MatrixBase<Argument>& argument, Matrix<Scalar>& delta)
{
    delta.array() = (argument.array().abs() <= Scalar(1)).select(delta.array(), Scalar(0));
}

/// The state of the backward recursion passed from iteration l + 1 to l.
template <typename Scalar>
struct BackwardState
{
    Matrix<Scalar> primalDelta;         ///< delta_P, [n, m]: derivative of the loss with respect to z_P
    Matrix<Scalar> dualDelta;           ///< delta_D, [k, m]: derivative of the loss with respect to z_D
    Matrix<Scalar> adjoint;             ///< K^T delta_D, [n, m]
    Matrix<Scalar> extrapolatedAdjoint; ///< K^T deltabar_D, [n, m]
};

/// The state after the last iteration: delta_P^{L+1} is the derivative of the loss with respect to y^L, the rest is 0.
template <typename Scalar>
[[nodiscard]] BackwardState<Scalar> startBackward(const Matrix<Scalar>& outputGradient, Eigen::Index rows)
{
    const auto zero = Matrix<Scalar>::Zero(outputGradient.rows(), outputGradient.cols());
    return {outputGradient, Matrix<Scalar>::Zero(rows, outputGradient.cols()), zero, zero};
}

/// One step of the backward recursion (Brauer & Lorenz, EUSIPCO 2023, Lemma 1) with the masks that `primalArgument` =
/// z_P^l and `dualArgument` = z_D^l define:
///
///     delta_P^l = mask_P * (delta_P^{l+1} + sigma K^T deltabar_D^{l+1})
///     delta_D^l = mask_D * (delta_D^{l+1} - tau K delta_P^l)
///
/// The two adjoints in `state` are left for updateAdjoints(), because the last step does not need them.
template <typename Operator, typename Scalar, typename PrimalArgument, typename DualArgument>
void backwardStep(const Operator& K, const StepSizes& steps, const CellFrames<Scalar>& frames, PrimalMask mask,
                  const Eigen::MatrixBase<PrimalArgument>& primalArgument,
                  const Eigen::MatrixBase<DualArgument>& dualArgument, BackwardState<Scalar>& state)
{
    state.primalDelta += static_cast<Scalar>(steps.sigma) * state.extrapolatedAdjoint;
    maskPrimal(primalArgument, frames, mask, state.primalDelta);
    addProduct(K, -static_cast<Scalar>(steps.tau), state.primalDelta, state.dualDelta);
    maskDual(dualArgument, state.dualDelta);
}

/// Computes K^T delta_D^l and, from deltabar_D^l = delta_D^l + theta (delta_D^l - delta_D^{l+1}), also K^T
/// deltabar_D^l, with one product.
template <typename Operator, typename Scalar>
void updateAdjoints(const Operator& K, const StepSizes& steps, BackwardState<Scalar>& state)
{
    const auto theta = static_cast<Scalar>(steps.theta);
    state.extrapolatedAdjoint = -theta * state.adjoint;
    state.adjoint.setZero();
    addAdjointProduct(K, Scalar(1), state.dualDelta, state.adjoint);
    state.extrapolatedAdjoint += (Scalar(1) + theta) * state.adjoint;
}

} // namespace dequantizer
