#pragma once

#include "Algorithm/IterationScheme.h"
#include "Algorithm/PrimalDual.h"
#include "Algorithm/SchemeRestarts.h"

namespace dequantizer
{

/// The start of iteration l for a batch of m frames: what the schemes carry from one iteration to the next.
template <typename Scalar>
struct SchemeStart
{
    Matrix<Scalar> primal;        ///< y, [n, m], signal units; relaxed, so it may lie outside the cells
    Matrix<Scalar> dual;          ///< psi, [k, m]; relaxed, so it may lie outside [-1, 1]
    Matrix<Scalar> movedPrimal;   ///< y + alpha (y - y of the iteration before): where the primal step starts
    Matrix<Scalar> movedDual;     ///< the same of psi
    Matrix<Scalar> analysisPoint; ///< what the dual step multiplies by K, [n, m]
};

/// One iteration: its start, and what it computed.
template <typename Scalar>
struct SchemeIterate
{
    SchemeStart<Scalar> start;
    Matrix<Scalar> primalArgument; ///< z_P, [n, m]
    Matrix<Scalar> dualArgument;   ///< z_D, [k, m]
    Matrix<Scalar> primal;         ///< z_P projected on the cells: the solution after this iteration
    Matrix<Scalar> dual;           ///< z_D projected on [-1, 1]
    Matrix<Scalar> synthesisPoint; ///< what the primal step multiplied by K^T, [k, m]
    Matrix<Scalar> analysed;       ///< K analysisPoint, [k, m]
    Matrix<Scalar> adjoint;        ///< K^T synthesisPoint, [n, m]
};

/// The start of the first iteration, the same for all schemes: y = x and psi = 0.
template <typename Scalar>
[[nodiscard]] SchemeIterate<Scalar> startScheme(const CellFrames<Scalar>& frames, Eigen::Index rows)
{
    const Matrix<Scalar> zero = Matrix<Scalar>::Zero(rows, frames.input.cols());
    SchemeIterate<Scalar> iterate;
    iterate.start = {frames.input, zero, frames.input, zero, frames.input};
    iterate.primal = iterate.primalArgument = frames.input;
    iterate.dual = iterate.dualArgument = zero;
    return iterate;
}

/// The rest of an iteration, from `iterate.start` and `iterate.analysed`. Leaves the start of the next in `next`, which
/// must not be `iterate.start`. With y, psi the start, yhat, psihat the moved start, p the analysis point:
///
///     z_D = psihat + sigma K p         psi~ = clip(z_D, -1, 1)       psi' = psihat + rho (psi~ - psihat)
///     z_P = yhat - tau K^T q           y~   = clip(z_P, lower, upper)   y' = yhat + rho (y~ - yhat)
///     yhat' = y' + alpha (y' - y)      psihat' = psi' + alpha (psi' - psi)
///
/// alternating directions:   p' = yhat'                     q = psi~ + theta (psi~ - psihat)
/// all others:               p' = y~ + theta (y~ - yhat)    q = psihat'
///
/// The pair (y^l, psi^{l+1}) of the others then undergoes the step of Condat and of Lorenz & Pock, primal first; with
/// rho = 1 and alpha = 0 this is primalDualStep().
template <typename Operator, typename Scalar>
void completeSchemeStep(const Operator& K, const StepSizes& steps, const CellFrames<Scalar>& frames,
                        const IterationScheme& scheme, SchemeIterate<Scalar>& iterate, SchemeStart<Scalar>& next)
{
    const auto& start = iterate.start;
    const auto sigma = static_cast<Scalar>(steps.sigma);
    const auto tau = static_cast<Scalar>(steps.tau);
    const auto theta = static_cast<Scalar>(steps.theta);
    const auto rho = static_cast<Scalar>(scheme.relaxation);
    const auto alpha = static_cast<Scalar>(scheme.inertia);
    const bool extrapolatesDual = scheme.algorithm == SolverAlgorithm::alternatingDirections;

    iterate.dualArgument = start.movedDual + sigma * iterate.analysed;
    iterate.dual = iterate.dualArgument.cwiseMax(Scalar(-1)).cwiseMin(Scalar(1));
    next.dual = start.movedDual + rho * (iterate.dual - start.movedDual);
    next.movedDual = next.dual + alpha * (next.dual - start.dual);
    iterate.synthesisPoint =
        extrapolatesDual ? Matrix<Scalar>(iterate.dual + theta * (iterate.dual - start.movedDual)) : next.movedDual;

    iterate.adjoint.setZero(start.primal.rows(), start.primal.cols());
    addAdjointProduct(K, Scalar(1), iterate.synthesisPoint, iterate.adjoint);
    iterate.primalArgument = start.movedPrimal - tau * iterate.adjoint;
    iterate.primal = iterate.primalArgument.cwiseMax(frames.lower).cwiseMin(frames.upper);
    next.primal = start.movedPrimal + rho * (iterate.primal - start.movedPrimal);
    next.movedPrimal = next.primal + alpha * (next.primal - start.primal);
    next.analysisPoint = extrapolatesDual
                             ? next.movedPrimal
                             : Matrix<Scalar>(iterate.primal + theta * (iterate.primal - start.movedPrimal));
}

/// Iterations of a scheme, one at a time.
template <typename Operator, typename Scalar>
class SchemeSolver
{
public:
    /// All references must outlive this object.
    SchemeSolver(const Operator& op, const StepSizes& stepSizes, const CellFrames<Scalar>& cells,
                 const IterationScheme& iterationScheme)
        : K(op), steps(stepSizes), frames(cells), scheme(iterationScheme), iterate(startScheme(cells, op.rows())),
          next(iterate.start)
    {
    }

    /// One iteration. Returns, for each frame, the number of iterates whose average it started from because of a
    /// restart, 0 without one; empty for schemes without restarts.
    const Vector<int>& step()
    {
        std::swap(iterate.start, next);
        iterate.analysed.setZero(K.rows(), frames.input.cols());
        addProduct(K, Scalar(1), iterate.start.analysisPoint, iterate.analysed);
        if (scheme.algorithm == SolverAlgorithm::restarted)
            restarts.decide(frames, static_cast<Scalar>(steps.theta), iterate.primal, iterate.dual, iterate.adjoint,
                            iterate.start, iterate.analysed);
        completeSchemeStep(K, steps, frames, scheme, iterate, next);
        return restarts.averaged();
    }

    /// The last iteration, or after none the start.
    [[nodiscard]] const SchemeIterate<Scalar>& last() const noexcept { return iterate; }

private:
    const Operator& K;
    const StepSizes steps;
    const CellFrames<Scalar>& frames;
    const IterationScheme scheme;
    SchemeIterate<Scalar> iterate;
    SchemeStart<Scalar> next;
    SchemeRestarts<Scalar> restarts;
};

/// The last iterate after `iterations` >= 0 steps from the start.
template <typename Operator, typename Scalar>
[[nodiscard]] SchemeIterate<Scalar> solveScheme(const Operator& K, const StepSizes& steps,
                                                const CellFrames<Scalar>& frames, const IterationScheme& scheme,
                                                int iterations)
{
    SchemeSolver<Operator, Scalar> solver(K, steps, frames, scheme);
    for (int l = 0; l < iterations; ++l)
        solver.step();
    return solver.last();
}

} // namespace dequantizer
