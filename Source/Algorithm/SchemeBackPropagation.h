#pragma once

#include "Algorithm/BackwardStep.h"
#include "Algorithm/ParameterGradient.h"
#include "Algorithm/SchemeIteration.h"

#include <vector>

namespace dequantizer
{

/// The derivatives of a loss with respect to the parameters of a scheme, summed over the frames of a batch.
template <typename Scalar>
struct SchemeGradient : ParameterGradient<Scalar>
{
    double relaxation = 0.0;
    double inertia = 0.0;
};

/// All iterations of a scheme, for its full gradient.
template <typename Scalar>
struct SchemeHistory
{
    std::vector<SchemeIterate<Scalar>> iterates; ///< of the iterations 0 .. L-1
    std::vector<Vector<int>> averaged;           ///< for each, what SchemeSolver::step() returned

    /// Takes `steps` >= 0 iterations. Reuses the memory of an earlier call.
    template <typename Operator>
    void record(SchemeSolver<Operator, Scalar>& solver, int steps)
    {
        iterates.resize(static_cast<std::size_t>(steps));
        averaged.resize(static_cast<std::size_t>(steps));
        for (std::size_t l = 0; l < iterates.size(); ++l)
        {
            averaged[l] = solver.step();
            iterates[l] = solver.last();
        }
    }
};

/// solveScheme() with all iterations recorded in `history`, whose memory is reused. Takes L >= 1 iterations.
template <typename Operator, typename Scalar>
[[nodiscard]] const SchemeIterate<Scalar>& solveScheme(const Operator& K, const StepSizes& steps,
                                                       const CellFrames<Scalar>& frames, const IterationScheme& scheme,
                                                       int iterations, SchemeHistory<Scalar>& history)
{
    SchemeSolver<Operator, Scalar> solver(K, steps, frames, scheme);
    history.record(solver, iterations);
    return history.iterates.back();
}

/// The state of the backward recursion of a scheme.
template <typename Scalar>
struct SchemeBackwardState
{
    SchemeStart<Scalar> start;  ///< the derivatives with respect to the start of the iteration visited before
    Matrix<Scalar> primalDelta; ///< delta_P, [n, m], with respect to z_P
    Matrix<Scalar> dualDelta;   ///< delta_D, [k, m], with respect to z_D
    Matrix<Scalar> primalSeed;  ///< with respect to the projected y of the iteration visited next, from elsewhere
    Matrix<Scalar> dualSeed;    ///< with respect to its projected psi
    double relaxation = 0.0, inertia = 0.0, theta = 0.0; ///< sums over the iterations visited

    SchemeBackwardState(const Matrix<Scalar>& outputGradient, Eigen::Index rows)
        : primalSeed(outputGradient), dualSeed(Matrix<Scalar>::Zero(rows, outputGradient.cols()))
    {
        const Matrix<Scalar> zero = Matrix<Scalar>::Zero(outputGradient.rows(), outputGradient.cols());
        start = {zero, dualSeed, zero, dualSeed, zero};
    }
};

/// The adjoint of one step, see completeSchemeStep(): from the derivatives with respect to the start of the next
/// iteration and the seeds, those with respect to z_P, z_D and the start of this `iterate`.
template <typename Operator, typename Scalar>
void schemeBackwardStep(const Operator& K, const StepSizes& steps, const CellFrames<Scalar>& frames, PrimalMask mask,
                        const IterationScheme& scheme, const SchemeIterate<Scalar>& iterate,
                        SchemeBackwardState<Scalar>& state)
{
    const auto sigma = static_cast<Scalar>(steps.sigma);
    const auto tau = static_cast<Scalar>(steps.tau);
    const auto theta = static_cast<Scalar>(steps.theta);
    const auto rho = static_cast<Scalar>(scheme.relaxation);
    const auto alpha = static_cast<Scalar>(scheme.inertia);
    const bool extrapolatesDual = scheme.algorithm == SolverAlgorithm::alternatingDirections;
    const auto inner = [](const Matrix<Scalar>& one, const Matrix<Scalar>& other)
    { return static_cast<double>(one.cwiseProduct(other).sum()); };
    auto& delta = state.start;
    const auto& start = iterate.start;
    const Matrix<Scalar> primalMove = iterate.primal - start.movedPrimal;
    const Matrix<Scalar> dualMove = iterate.dual - start.movedDual;

    // The analysis point, the moved y, then the relaxed y.
    Matrix<Scalar> toMovedPrimal = Matrix<Scalar>::Zero(frames.input.rows(), frames.input.cols());
    state.primalDelta = state.primalSeed;
    if (extrapolatesDual)
        delta.movedPrimal += delta.analysisPoint;
    else
    {
        state.primalDelta += (Scalar(1) + theta) * delta.analysisPoint;
        toMovedPrimal = -theta * delta.analysisPoint;
        state.theta += inner(delta.analysisPoint, primalMove);
    }
    state.inertia += inner(delta.movedPrimal, start.movedPrimal + rho * primalMove - start.primal);
    delta.primal += (Scalar(1) + alpha) * delta.movedPrimal;
    state.relaxation += inner(delta.primal, primalMove);
    state.primalDelta += rho * delta.primal;
    toMovedPrimal += (Scalar(1) - rho) * delta.primal;
    delta.primal = -alpha * delta.movedPrimal;
    maskPrimal(iterate.primalArgument, frames, mask, state.primalDelta);
    delta.movedPrimal = toMovedPrimal + state.primalDelta;

    // The synthesis point, the moved psi, then the relaxed psi.
    Matrix<Scalar> toMovedDual = Matrix<Scalar>::Zero(iterate.dual.rows(), iterate.dual.cols());
    state.dualDelta = state.dualSeed;
    if (extrapolatesDual)
    {
        Matrix<Scalar> synthesis = Matrix<Scalar>::Zero(iterate.dual.rows(), iterate.dual.cols());
        addProduct(K, -tau, state.primalDelta, synthesis);
        state.dualDelta += (Scalar(1) + theta) * synthesis;
        toMovedDual = -theta * synthesis;
        state.theta += inner(synthesis, dualMove);
    }
    else
        addProduct(K, -tau, state.primalDelta, delta.movedDual);
    state.inertia += inner(delta.movedDual, start.movedDual + rho * dualMove - start.dual);
    delta.dual += (Scalar(1) + alpha) * delta.movedDual;
    state.relaxation += inner(delta.dual, dualMove);
    state.dualDelta += rho * delta.dual;
    toMovedDual += (Scalar(1) - rho) * delta.dual;
    delta.dual = -alpha * delta.movedDual;
    maskDual(iterate.dualArgument, state.dualDelta);
    delta.movedDual = toMovedDual + state.dualDelta;

    delta.analysisPoint.setZero();
    addAdjointProduct(K, sigma, state.dualDelta, delta.analysisPoint);
    state.primalSeed.setZero();
    state.dualSeed.setZero();
}

/// Passes the derivatives with respect to the averages from which epochs started back to the iterates that they
/// average.
template <typename Scalar>
class RestartsBackward
{
public:
    RestartsBackward(Eigen::Index frameLength, Eigen::Index rows, Eigen::Index batch)
        : primal(Matrix<Scalar>::Zero(frameLength, batch)), dual(Matrix<Scalar>::Zero(rows, batch)),
          remaining(Vector<int>::Zero(batch))
    {
    }

    /// Called between the visits of two iterations, with what the later one started from.
    void between(const Vector<int>& averaged, SchemeBackwardState<Scalar>& state)
    {
        auto& delta = state.start;
        for (Eigen::Index m = 0; m < averaged.size(); ++m)
        {
            if (averaged(m) > 0)
            {
                const Scalar share = Scalar(1) / static_cast<Scalar>(averaged(m));
                primal.col(m) = share * (delta.primal.col(m) + delta.movedPrimal.col(m) + delta.analysisPoint.col(m));
                dual.col(m) = share * (delta.dual.col(m) + delta.movedDual.col(m));
                for (auto* target :
                     {&delta.primal, &delta.movedPrimal, &delta.analysisPoint, &delta.dual, &delta.movedDual})
                    target->col(m).setZero();
                remaining(m) = averaged(m);
            }
            if (remaining(m) > 0)
            {
                state.primalSeed.col(m) += primal.col(m);
                state.dualSeed.col(m) += dual.col(m);
                --remaining(m);
            }
        }
    }

private:
    Matrix<Scalar> primal, dual; // with respect to each iterate of the epoch
    Vector<int> remaining;       // iterates of the epoch not visited yet
};

/// The gradient of a loss of y^L, the projected y of the last iteration, with respect to K, sigma, tau, theta, rho and
/// alpha, by back-propagation through all iterations. `outputGradient` is the loss's derivative with respect to y^L,
/// [n, m].
///
/// Restarts branch on the data. Their decisions are piecewise constant, and the gradient is that for the decisions
/// taken.
template <typename Operator, typename Scalar>
[[nodiscard]] SchemeGradient<Scalar>
backPropagateScheme(const Operator& K, const StepSizes& steps, const CellFrames<Scalar>& frames, PrimalMask mask,
                    const IterationScheme& scheme, const SchemeHistory<Scalar>& history,
                    const Matrix<Scalar>& outputGradient)
{
    SchemeBackwardState<Scalar> state(outputGradient, K.rows());
    RestartsBackward<Scalar> restarts(K.cols(), K.rows(), outputGradient.cols());
    Matrix<Scalar> dualCorrelation = Matrix<Scalar>::Zero(K.rows(), K.cols());
    Matrix<Scalar> primalCorrelation = dualCorrelation;
    for (auto l = history.iterates.size(); l-- > 0;)
    {
        const auto& iterate = history.iterates[l];
        schemeBackwardStep(K, steps, frames, mask, scheme, iterate, state);
        addOuterProduct(K, state.dualDelta, iterate.start.analysisPoint, dualCorrelation);
        addOuterProduct(K, iterate.synthesisPoint, state.primalDelta, primalCorrelation);
        restarts.between(history.averaged[l], state);
    }
    SchemeGradient<Scalar> gradient{gradientFromCorrelations(K, steps, dualCorrelation, primalCorrelation),
                                    state.relaxation, state.inertia};
    gradient.theta = state.theta;
    return gradient;
}

/// The truncated version: `backwardSteps` >= 0 steps, all at the last iterate, as if it were a fixed point: with its
/// masks, and with y and psi in place of everything that equals them at a fixed point. Restarts do not change a fixed
/// point and are left out. The derivatives with respect to theta, rho and alpha, which multiply differences of
/// iterates, are then 0.
template <typename Operator, typename Scalar>
[[nodiscard]] SchemeGradient<Scalar>
backPropagateSchemeTruncated(const Operator& K, const StepSizes& steps, const CellFrames<Scalar>& frames,
                             PrimalMask mask, const IterationScheme& scheme, const SchemeIterate<Scalar>& last,
                             const Matrix<Scalar>& outputGradient, int backwardSteps)
{
    auto fixed = last;
    fixed.start = {last.primal, last.dual, last.primal, last.dual, last.primal};
    SchemeBackwardState<Scalar> state(outputGradient, K.rows());
    Matrix<Scalar> primalSum = Matrix<Scalar>::Zero(outputGradient.rows(), outputGradient.cols());
    Matrix<Scalar> dualSum = Matrix<Scalar>::Zero(K.rows(), outputGradient.cols());
    for (int step = 0; step < backwardSteps; ++step)
    {
        schemeBackwardStep(K, steps, frames, mask, scheme, fixed, state);
        primalSum += state.primalDelta;
        dualSum += state.dualDelta;
    }
    Matrix<Scalar> dualCorrelation = Matrix<Scalar>::Zero(K.rows(), K.cols());
    Matrix<Scalar> primalCorrelation = dualCorrelation;
    addOuterProduct(K, dualSum, last.primal, dualCorrelation);
    addOuterProduct(K, last.dual, primalSum, primalCorrelation);
    return {gradientFromCorrelations(K, steps, dualCorrelation, primalCorrelation)};
}

} // namespace dequantizer
