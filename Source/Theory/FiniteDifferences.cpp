#include "Theory/FiniteDifferences.h"

#include "Training/RandomStream.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace dequantizer
{

namespace
{
constexpr int operatorDirections = 4;

// Relative to the norm of the parameter. The largest step without a kink is used; below the last, rounding dominates.
constexpr std::array relativeSteps{1e-5, 1e-6, 1e-7, 1e-8, 1e-9};

// The error of a loss in units of its rounding error, and the largest share of a derivative that it may be.
constexpr double roundings = 8.0;
constexpr double resolution = 1e-7;

struct Direction
{
    Matrix<double> K; // empty if K does not change
    double sigma = 0.0, tau = 0.0, theta = 0.0;
};

// A hash of which coefficients are clipped and to which limit. `before` is the hash of the previous iterations.
std::uint64_t maskHash(const TheoryProblem& problem, const PrimalDualIterate<double>& iterate, std::uint64_t before)
{
    std::vector<char> masks;
    const auto add = [&masks](double value, double lower, double upper) {
        masks.push_back(value < lower ? char{1} : value > upper ? char{2} : char{0});
    };
    const auto& frames = problem.frames;
    for (Eigen::Index i = 0; i < iterate.primalArgument.size(); ++i)
        add(iterate.primalArgument.data()[i], frames.lower.data()[i], frames.upper.data()[i]);
    for (Eigen::Index i = 0; i < iterate.dualArgument.size(); ++i)
        add(iterate.dualArgument.data()[i], -1.0, 1.0);
    return XXH3_64bits_withSeed(masks.data(), masks.size(), before);
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
    std::uint64_t masks = 0;
    for (int l = 0; l < iterations; ++l)
    {
        primalDualStep(problem.K, problem.steps, problem.frames, iterate);
        masks = maskHash(problem, iterate, masks);
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
            // This form of the condition counts a NaN derivative as an error.
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
