#include "Theory/FrozenRecursion.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
FrozenPoint pointAt(const TheoryProblem& problem, const PrimalDualIterate<double>& iterate,
                    const BackwardState<double>& state, int step)
{
    Matrix<double> onDual = problem.K * state.primalDelta;
    maskDual(iterate.dualArgument, onDual);
    Matrix<double> onPrimal = state.adjoint;
    maskPrimal(iterate.primalArgument, problem.frames, PrimalMask::cell, onPrimal);
    return {step, std::hypot(state.primalDelta.norm(), state.dualDelta.norm()), onDual.norm(), onPrimal.norm()};
}
} // namespace

double FrozenRecursion::remaining() const
{
    return points.empty() || points.front().delta == 0.0 ? 0.0 : points.back().delta / points.front().delta;
}

FrozenRecursion runFrozen(const TheoryProblem& problem, const PrimalDualIterate<double>& iterate, double precision,
                          int steps, const TheoryProgress& progress)
{
    FrozenRecursion recursion;
    auto state = startBackward<double>(problem.lossGradient(iterate.primal), problem.K.rows());
    recursion.primalSum = Matrix<double>::Zero(iterate.primal.rows(), iterate.primal.cols());
    recursion.dualSum = Matrix<double>::Zero(iterate.dual.rows(), iterate.dual.cols());
    int nextPoint = 1;
    for (int step = 1; step <= steps; ++step)
    {
        backwardStep(problem.K, problem.steps, problem.frames, PrimalMask::cell, iterate.primalArgument,
                     iterate.dualArgument, state);
        recursion.primalSum += state.primalDelta;
        recursion.dualSum += state.dualDelta;
        updateAdjoints(problem.K, problem.steps, state);
        recursion.steps = step;
        if (step == nextPoint || step == steps)
        {
            recursion.points.push_back(pointAt(problem, iterate, state, step));
            nextPoint = std::max(step + 1, step * 11 / 10);
            progress(static_cast<double>(step) / steps);
            if (recursion.remaining() <= precision)
                break;
        }
    }
    return recursion;
}

Matrix<double> limitGradient(const TheoryProblem& problem, const PrimalDualIterate<double>& iterate,
                             const FrozenRecursion& recursion)
{
    Matrix<double> gradient = problem.steps.sigma * (recursion.dualSum * iterate.primal.transpose());
    gradient.noalias() -= problem.steps.tau * (iterate.dual * recursion.primalSum.transpose());
    return gradient;
}

} // namespace dequantizer
