#pragma once

#include "Algorithm/Matrix.h"
#include "Algorithm/OperatorProducts.h"
#include "Algorithm/StepSizes.h"

#include <cassert>

namespace dequantizer
{

/// A batch of m frames of n samples, and the cell that contains the true value of each sample. All three are [n, m], in
/// signal units, with lower <= input <= upper. The bounds are absolute, not relative to the input, so that a solution
/// lies in its cell to the last bit.
template <typename Scalar>
struct CellFrames
{
    Matrix<Scalar> input;
    Matrix<Scalar> lower;
    Matrix<Scalar> upper;
};

/// The iterates of a batch of m frames after some number of iterations, and the arguments of the two projections that
/// produced them (a gradient needs to know which arguments the projections changed).
template <typename Scalar>
struct PrimalDualIterate
{
    Matrix<Scalar> primal;         ///< y, [n, m], signal units, inside the cells
    Matrix<Scalar> extrapolated;   ///< ybar, [n, m], signal units
    Matrix<Scalar> dual;           ///< psi, [k, m], in [-1, 1]
    Matrix<Scalar> primalArgument; ///< z_P, [n, m]: `primal` before its projection on the cells
    Matrix<Scalar> dualArgument;   ///< z_D, [k, m]: `dual` before its projection on [-1, 1]
};

/// y^0 = ybar^0 = x and psi^0 = 0, for an operator of `rows` rows.
template <typename Scalar>
[[nodiscard]] PrimalDualIterate<Scalar> startIterate(const CellFrames<Scalar>& frames, Eigen::Index rows)
{
    const auto batch = frames.input.cols();
    return {frames.input, frames.input, Matrix<Scalar>::Zero(rows, batch), frames.input,
            Matrix<Scalar>::Zero(rows, batch)};
}

/// One Chambolle-Pock iteration for   min_y ||K y||_1   subject to   lower <= y <= upper   (Brauer, Zhao, Lorenz &
/// Fingscheidt, ICASSP 2019, Algorithm 1), in place and for all frames of the batch at once:
///
///     z_D = psi + sigma K ybar      psi' = clip(z_D, -1, 1)
///     z_P = y - tau K^T psi'        y'   = clip(z_P, lower, upper)
///     ybar' = y' + theta (y' - y)
///
/// K is [k, n], a matrix or another operator (see OperatorProducts.h); `iterate` must come from startIterate() or an
/// earlier step with the same sizes.
template <typename Operator, typename Scalar>
void primalDualStep(const Operator& K, const StepSizes& steps, const CellFrames<Scalar>& frames,
                    PrimalDualIterate<Scalar>& iterate)
{
    assert(K.cols() == frames.input.rows() && K.rows() == iterate.dual.rows());
    const auto sigma = static_cast<Scalar>(steps.sigma);
    const auto tau = static_cast<Scalar>(steps.tau);
    const auto theta = static_cast<Scalar>(steps.theta);

    iterate.dualArgument = iterate.dual;
    addProduct(K, sigma, iterate.extrapolated, iterate.dualArgument);
    iterate.dual = iterate.dualArgument.cwiseMax(Scalar(-1)).cwiseMin(Scalar(1));

    iterate.primalArgument = iterate.primal;
    addAdjointProduct(K, -tau, iterate.dual, iterate.primalArgument);

    // Subtracting the old primal here avoids a copy of it: ybar' = (1 + theta) y' - theta y.
    iterate.extrapolated = iterate.primal;
    iterate.primal = iterate.primalArgument.cwiseMax(frames.lower).cwiseMin(frames.upper);
    iterate.extrapolated = iterate.primal + theta * (iterate.primal - iterate.extrapolated);
}

/// A_L(K, x): the iterate after `iterations` >= 0 steps from the start.
template <typename Operator, typename Scalar>
[[nodiscard]] PrimalDualIterate<Scalar> solvePrimalDual(const Operator& K, const StepSizes& steps,
                                                        const CellFrames<Scalar>& frames, int iterations)
{
    auto iterate = startIterate(frames, K.rows());
    for (int l = 0; l < iterations; ++l)
        primalDualStep(K, steps, frames, iterate);
    return iterate;
}

} // namespace dequantizer
