#include "Theory/FiniteDifferences.h"

#include "Training/RandomStream.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace dequantizer
{

namespace
{
constexpr int operatorDirections = 4;

// Of the length of what is moved: the largest that crosses no kink is taken. Below the last, rounding takes over.
constexpr std::array relativeSteps{1e-5, 1e-6, 1e-7, 1e-8, 1e-9};

// Rounding errors that a loss is off by, and what part of a derivative they may be for a comparison to mean something.
constexpr double roundings = 8.0;
constexpr double resolution = 1e-7;

struct Direction
{
    Matrix<double> K; // may be empty: K stays
    double sigma = 0.0, tau = 0.0, theta = 0.0;
};

void addMasks(const TheoryProblem& problem, const PrimalDualIterate<double>& iterate, std::uint64_t& hash)
{
    const auto add = [&hash](int code)
    {
        hash ^= static_cast<std::uint64_t>(code);
        hash *= 0x100000001b3u;
    };
    const auto& frames = problem.frames;
    for (Eigen::Index i = 0; i < iterate.primalArgument.size(); ++i)
    {
        const double z = iterate.primalArgument.data()[i];
        add(z < frames.lower.data()[i] ? 1 : z > frames.upper.data()[i] ? 2 : 0);
    }
    for (Eigen::Index i = 0; i < iterate.dualArgument.size(); ++i)
    {
        const double z = iterate.dualArgument.data()[i];
        add(z < -1.0 ? 1 : z > 1.0 ? 2 : 0);
    }
}

TheoryProblem moved(const TheoryProblem& problem, const Direction& direction, double step)
{
    auto result = problem;
    if (direction.K.size() > 0)
        result.K += step * direction.K;
    result.steps.sigma += step * direction.sigma;
    result.steps.tau += step * direction.tau;
    result.steps.theta += step * direction.theta;
    return result;
}
} // namespace

LossPoint lossPoint(const TheoryProblem& problem, int iterations, const std::optional<PrimalDualIterate<double>>& start)
{
    auto iterate = start ? *start : startIterate(problem.frames, problem.K.rows());
    std::uint64_t masks = 0xcbf29ce484222325u;
    for (int l = 0; l < iterations; ++l)
    {
        primalDualStep(problem.K, problem.steps, problem.frames, iterate);
        addMasks(problem, iterate, masks);
    }
    return {problem.loss(iterate.primal), masks};
}

DifferenceFigures compareWithDifferences(const TheoryProblem& problem, int iterations,
                                         const ParameterGradient<double>& gradient, bool scalars,
                                         const std::optional<PrimalDualIterate<double>>& start)
{
    DifferenceFigures figures;
    const auto compare = [&](const Direction& direction, double length, double derivative)
    {
        for (const double relative : relativeSteps)
        {
            const double step = relative * length;
            const auto above = lossPoint(moved(problem, direction, step), iterations, start);
            const auto below = lossPoint(moved(problem, direction, -step), iterations, start);
            if (above.masks != below.masks)
                continue;
            const double difference = (above.loss - below.loss) / (2.0 * step);
            const double size = std::max(std::abs(difference), std::abs(derivative));
            const double rounding = roundings * std::numeric_limits<double>::epsilon() * above.loss / step;
            if (rounding > resolution * size)
                break;
            // Written so that a derivative that is not a number is an error.
            const double error = size == 0.0 ? 0.0 : std::abs(difference - derivative) / size;
            if (!(error <= figures.worstError))
                figures.worstError = std::isfinite(error) ? error : HUGE_VAL;
            ++figures.directions;
            return;
        }
        ++figures.leftOut;
    };

    const double operatorLength = problem.K.norm();
    const double gradientLength = gradient.K.norm();
    for (int i = 0; i < operatorDirections; ++i)
    {
        RandomStream random(1, static_cast<std::uint64_t>(i), 0);
        Matrix<double> along = Matrix<double>::NullaryExpr(problem.K.rows(), problem.K.cols(),
                                                           [&random] { return random.uniform() - 0.5; });
        along.normalize();
        if (gradientLength > 0.0)
            along += gradient.K / gradientLength;
        compare({along}, operatorLength, along.cwiseProduct(gradient.K).sum());
    }
    if (scalars)
    {
        compare({{}, 1.0, 0.0, 0.0}, problem.steps.sigma, gradient.sigma);
        compare({{}, 0.0, 1.0, 0.0}, problem.steps.tau, gradient.tau);
        compare({{}, 0.0, 0.0, 1.0}, 1.0, gradient.theta);
    }
    return figures;
}

} // namespace dequantizer
