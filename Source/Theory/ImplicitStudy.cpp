#include "Theory/ImplicitStudy.h"

#include "Algorithm/ImplicitGradient.h"

namespace dequantizer
{

namespace
{
Matrix<double> implicitAt(const TheoryProblem& problem, const PrimalDualIterate<double>& iterate, int steps,
                          double tolerance = 0.0, ConjugateGradientFigures* figures = nullptr)
{
    return implicitGradient(problem.K, problem.frames, PrimalMask::cell, iterate.primalArgument, iterate.dualArgument,
                            iterate.primal, problem.lossGradient(iterate.primal), steps, tolerance, figures)
        .K;
}

TruncationFigures compared(int iterations, int steps, const Matrix<double>& gradient, const Matrix<double>& reference)
{
    return {iterations, steps, cosineBetween(gradient, reference), relativeDistance(gradient, reference)};
}
} // namespace

ImplicitStudy studyImplicit(const TheoryProblem& problem, const Gradients& gradients, const GradientStudy& study,
                            const OptimalPair& pair, const Matrix<double>& limit, std::span<const int> steps,
                            int mostSteps, const TheoryProgress& progress)
{
    constexpr double converged = 1e-8;
    ImplicitStudy result;
    auto iterate = startIterate(problem.frames, problem.K.rows());
    int done = 0;
    for (std::size_t i = 0; i < study.iterations.size(); ++i)
    {
        for (; done < study.iterations[i]; ++done)
            primalDualStep(problem.K, problem.steps, problem.frames, iterate);
        for (const int count : steps)
            result.full.push_back(compared(done, count, implicitAt(problem, iterate, count), study.full[i]));
        progress(0.5 * static_cast<double>(i + 1) / static_cast<double>(study.iterations.size()));
    }

    ConjugateGradientFigures figures;
    const auto reference = implicitAt(problem, pair.iterate, mostSteps, converged, &figures);
    result.steps = figures.steps;
    result.residual = figures.residual;
    result.limitDistance = relativeDistance(limit, reference);
    const auto derivative = problem.lossGradient(pair.iterate.primal);
    for (const int count : steps)
    {
        const auto truncated = gradients.truncated(problem, pair.iterate, derivative, count).K;
        result.truncatedAtOptimum.push_back(compared(pair.iterations, count, truncated, reference));
        result.implicitAtOptimum.push_back(
            compared(pair.iterations, count, implicitAt(problem, pair.iterate, count), reference));
    }
    progress(1.0);
    return result;
}

} // namespace dequantizer
