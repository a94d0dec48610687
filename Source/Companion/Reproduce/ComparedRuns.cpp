#include "Companion/Reproduce/ComparedRuns.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace dequantizer
{

namespace
{
constexpr std::array comparedRelaxations{1.2, 1.5, 1.8, 1.95};
constexpr std::array comparedInertias{0.1, 0.2, 0.3, 0.5};
} // namespace

std::string ComparedRun::name() const
{
    constexpr std::array<const char*, 3> gradients{"full", "truncated", "implicit"};
    return std::string(algorithmNames[static_cast<std::size_t>(algorithm)]) + "-" + std::to_string(iterations) + "-" +
           gradients[static_cast<std::size_t>(gradient)];
}

std::string untrainedName(SolverAlgorithm algorithm)
{
    return std::string(algorithmNames[static_cast<std::size_t>(algorithm)]) + "-untrained";
}

std::vector<IterationScheme> candidatesOf(SolverAlgorithm algorithm)
{
    std::vector<IterationScheme> schemes;
    if (algorithm == SolverAlgorithm::overRelaxed)
        for (const double relaxation : comparedRelaxations)
            schemes.push_back(IterationScheme::of(algorithm, relaxation, 0.0));
    else if (algorithm == SolverAlgorithm::inertial)
        for (const double inertia : comparedInertias)
            schemes.push_back(IterationScheme::of(algorithm, 1.0, inertia));
    else
        schemes.push_back(IterationScheme::of(algorithm, 1.0, 0.0));
    return schemes;
}

std::vector<ComparedRun> comparedRuns(const ReproduceOptions& options)
{
    constexpr std::array order{std::pair(GradientMode::full, 10),     std::pair(GradientMode::truncated, 20),
                               std::pair(GradientMode::implicit, 20), std::pair(GradientMode::full, 5),
                               std::pair(GradientMode::full, 20),     std::pair(GradientMode::truncated, 10),
                               std::pair(GradientMode::implicit, 10), std::pair(GradientMode::truncated, 5),
                               std::pair(GradientMode::implicit, 5)};
    std::vector<ComparedRun> runs;
    for (const auto& [gradient, L] : order)
        for (std::size_t a = 0; a < algorithmNames.size(); ++a)
            if (L <= options.maxTrainingIterations &&
                (gradient != GradientMode::implicit || algorithmAt(a) == SolverAlgorithm::chambollePock))
                runs.push_back({algorithmAt(a), L, gradient});
    return runs;
}

std::vector<int> curveLengths(int last)
{
    std::vector<int> lengths;
    for (int length = 1; length < std::min(last, 20); ++length)
        lengths.push_back(length);
    for (int i = 13; lengths.empty() || lengths.back() < last; ++i)
        lengths.push_back(std::min(last, static_cast<int>(std::lround(std::pow(10.0, i / 10.0)))));
    return lengths;
}

} // namespace dequantizer
