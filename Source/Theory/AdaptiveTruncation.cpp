#include "Theory/AdaptiveTruncation.h"

namespace dequantizer
{

std::vector<WeightedGradient> compareTruncation(const WeightedProblem& problem, const CheckScope& scope,
                                                GradientStudy& study, const TheoryProgress& progress)
{
    WindowedFourier<double> K(problem.problem().window);
    const int longest = scope.iterations.back();
    auto controls = problem.controls(longest);
    const auto never = [](int, const Matrix<double>&, IterationControls<double>&) { return false; };
    AdaptiveHistory<double> history;
    static_cast<void>(solveAdaptive(K, problem.problem().frames, longest, never, controls, history));
    study.deltas = deltaNorms(problem, history);

    std::vector<WeightedGradient> full;
    auto iterate = problem.start(K);
    int reached = 0;
    for (const int L : scope.iterations)
    {
        for (; reached < L; ++reached)
            problem.step(K, iterate);
        full.push_back(fullGradient(problem, history, L));
        study.iterations.push_back(L);
        for (const int b : scope.backwardSteps)
        {
            const auto truncated = truncatedGradient(problem, iterate, b).bounds;
            study.truncation.push_back(
                {L, b, cosineBetween(truncated, full.back().bounds), relativeDistance(truncated, full.back().bounds)});
        }
        progress(static_cast<double>(L) / longest);
    }
    return full;
}

} // namespace dequantizer
