#pragma once

#include "Algorithm/DualProjection.h"
#include "Algorithm/PrimalDual.h"

#include <cassert>
#include <vector>

namespace dequantizer
{

/// The parameters of the iterations for a batch of m frames: the bounds of the dual variable, and the step sizes of
/// each iteration and frame.
template <typename Scalar>
struct IterationControls
{
    Matrix<Scalar> bounds;            ///< b >= 0, [k, m]: the weights of the l1 norm
    Matrix<Scalar> sigma, tau, theta; ///< [L, m], see StepSizes

    /// b = 1 and the same steps everywhere: the iteration of PrimalDual.h.
    [[nodiscard]] static IterationControls constant(Eigen::Index rows, Eigen::Index batch, int iterations,
                                                    const StepSizes& steps)
    {
        const auto all = [&](double value)
        { return Matrix<Scalar>::Constant(iterations, batch, static_cast<Scalar>(value)); };
        return {Matrix<Scalar>::Ones(rows, batch), all(steps.sigma), all(steps.tau), all(steps.theta)};
    }
};

/// PrimalDualIterate for any operator, with the input of the next update of the controls.
template <typename Scalar>
struct AdaptiveIterate
{
    Matrix<Scalar> primal;         ///< y, [n, m], signal units, inside the cells
    Matrix<Scalar> extrapolated;   ///< ybar, [n, m], signal units
    Matrix<Scalar> dual;           ///< psi, coefficients, |psi_i| <= b_i
    Matrix<Scalar> primalArgument; ///< z_P, [n, m]
    Matrix<Scalar> dualArgument;   ///< z_D, coefficients
    Matrix<Scalar> analysed;       ///< K ybar of the previous iteration, coefficients
    Matrix<Scalar> adjoint;        ///< K^T psi, [n, m]
};

template <AnalysisOperator Operator, typename Scalar = typename Operator::Scalar>
[[nodiscard]] AdaptiveIterate<Scalar> startAdaptive(const Operator& K, const CellFrames<Scalar>& frames)
{
    AdaptiveIterate<Scalar> iterate;
    iterate.primal = iterate.extrapolated = iterate.primalArgument = frames.input;
    iterate.dual = iterate.dualArgument = Matrix<Scalar>::Zero(Operator::components * K.rows(), frames.input.cols());
    return iterate;
}

/// Iteration l >= 0 (the first is 0) of Chambolle-Pock for   min_y sum_i w_i b_i |(K y)_i|   subject to   lower <= y <=
/// upper,   where bounds and steps may change from iteration to iteration (w are the operator's row weights):
///
///     z_D = psi + sigma_l K ybar      psi' = projectOnBounds(z_D, b)
///     z_P = y - tau_l K^T psi'        y'   = clip(z_P, lower, upper)
///     ybar' = y' + theta_l (y' - y)
///
/// `update(l, K ybar, controls)` is called before the dual step and may change the bounds, and the steps from iteration
/// l on. It returns whether it changed anything; so does this function.
template <AnalysisOperator Operator, typename Update, typename Scalar = typename Operator::Scalar>
bool adaptiveStep(Operator& K, const CellFrames<Scalar>& frames, int l, Update&& update,
                  IterationControls<Scalar>& controls, AdaptiveIterate<Scalar>& iterate)
{
    K.apply(iterate.extrapolated, iterate.analysed);
    const bool changed = update(l, static_cast<const Matrix<Scalar>&>(iterate.analysed), controls);
    assert(controls.bounds.rows() == K.rows() && controls.sigma.rows() > l);

    iterate.dualArgument = iterate.dual + iterate.analysed * controls.sigma.row(l).asDiagonal();
    projectOnBounds(iterate.dualArgument, controls.bounds, iterate.dual);

    K.applyAdjoint(iterate.dual, iterate.adjoint);
    iterate.primalArgument = iterate.primal - iterate.adjoint * controls.tau.row(l).asDiagonal();
    iterate.extrapolated = iterate.primal;
    iterate.primal = iterate.primalArgument.cwiseMax(frames.lower).cwiseMin(frames.upper);
    iterate.extrapolated =
        iterate.primal + (iterate.primal - iterate.extrapolated) * controls.theta.row(l).asDiagonal();
    return changed;
}

/// Runs `iterations` >= 0 adaptive steps from the start. If `updates` is given, it receives the iterations at which
/// `update` changed the controls, in order.
template <AnalysisOperator Operator, typename Update, typename Scalar = typename Operator::Scalar>
[[nodiscard]] AdaptiveIterate<Scalar> solveAdaptive(Operator& K, const CellFrames<Scalar>& frames, int iterations,
                                                    Update&& update, IterationControls<Scalar>& controls,
                                                    std::vector<int>* updates = nullptr)
{
    auto iterate = startAdaptive(K, frames);
    if (updates != nullptr)
        updates->clear();
    for (int l = 0; l < iterations; ++l)
        if (adaptiveStep(K, frames, l, update, controls, iterate) && updates != nullptr)
            updates->push_back(l);
    return iterate;
}

} // namespace dequantizer
