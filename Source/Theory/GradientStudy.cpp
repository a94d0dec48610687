#include "Theory/GradientStudy.h"

#include "Theory/DeltaDecay.h"

#include <limits>

namespace dequantizer
{

namespace
{
// The first L iterations of a longer history.
PrimalDualHistory<double> beginning(const PrimalDualHistory<double>& history, Eigen::Index columns)
{
    return {history.extrapolated.leftCols(columns), history.dual.leftCols(columns),
            history.primalArgument.leftCols(columns), history.dualArgument.leftCols(columns)};
}

PrimalDualIterate<double> lastOf(const TheoryProblem& problem, const PrimalDualHistory<double>& history)
{
    const auto batch = problem.frames.input.cols();
    PrimalDualIterate<double> last;
    last.primalArgument = history.primalArgument.rightCols(batch);
    last.dualArgument = history.dualArgument.rightCols(batch);
    last.dual = history.dual.rightCols(batch);
    last.primal = last.primalArgument.cwiseMax(problem.frames.lower).cwiseMin(problem.frames.upper);
    last.extrapolated = last.primal; // not used by any gradient
    return last;
}
} // namespace

double cosineBetween(const Matrix<double>& one, const Matrix<double>& other)
{
    const double lengths = one.norm() * other.norm();
    if (lengths == 0.0)
        return one.norm() == other.norm() ? 1.0 : 0.0;
    return one.cwiseProduct(other).sum() / lengths;
}

double relativeDistance(const Matrix<double>& one, const Matrix<double>& other)
{
    const double length = other.norm();
    const double distance = (one - other).norm();
    if (length == 0.0)
        return distance == 0.0 ? 0.0 : std::numeric_limits<double>::infinity();
    return distance / length;
}

GradientStudy studyGradients(const TheoryProblem& problem, const Gradients& gradients, std::span<const int> iterations,
                             std::span<const int> backwardSteps, const TheoryProgress& progress)
{
    GradientStudy study;
    PrimalDualHistory<double> whole;
    const auto forward = solvePrimalDual(problem.K, problem.steps, problem.frames, iterations.back(), whole);
    study.deltas = deltaNorms(problem, whole, problem.lossGradient(forward.primal));
    for (const int L : iterations)
    {
        auto history = beginning(whole, L * problem.frames.input.cols());
        const auto last = lastOf(problem, history);
        const auto outputGradient = problem.lossGradient(last.primal);
        study.iterations.push_back(L);
        study.full.push_back(gradients.full(problem, history, outputGradient).K);
        for (const int b : backwardSteps)
        {
            const auto truncated = gradients.truncated(problem, last, outputGradient, b).K;
            study.truncation.push_back(
                {L, b, cosineBetween(truncated, study.full.back()), relativeDistance(truncated, study.full.back())});
        }
        progress(static_cast<double>(L) / iterations.back());
    }
    return study;
}

} // namespace dequantizer
