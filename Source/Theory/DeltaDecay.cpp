#include "Theory/DeltaDecay.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

std::vector<double> deltaNorms(const TheoryProblem& problem, const PrimalDualHistory<double>& history,
                               const Matrix<double>& outputGradient)
{
    const auto batch = outputGradient.cols();
    auto state = startBackward<double>(outputGradient, problem.K.rows());
    std::vector<double> norms;
    for (auto l = history.dual.cols() / batch; l >= 1; --l)
    {
        backwardStep(problem.K, problem.steps, problem.frames, PrimalMask::cell,
                     history.primalArgument.middleCols((l - 1) * batch, batch),
                     history.dualArgument.middleCols((l - 1) * batch, batch), state);
        norms.push_back(std::hypot(state.primalDelta.norm(), state.dualDelta.norm()));
        updateAdjoints(problem.K, problem.steps, state);
    }
    return norms;
}

GeometricBound fitGeometricBound(const std::vector<double>& sequence)
{
    // Values at the level of rounding errors do not show the rate.
    const double largest = sequence.empty() ? 0.0 : *std::max_element(sequence.begin(), sequence.end());
    std::size_t length = 0;
    while (length < sequence.size() && sequence[length] > 1e-13 * largest)
        ++length;
    GeometricBound bound;
    if (length < 4)
    {
        bound.fall = largest > 0.0 ? 0.0 : 1.0;
        bound.kappa = 0.0;
        bound.c = largest;
        return bound;
    }

    double count = 0.0, sumX = 0.0, sumY = 0.0, sumXX = 0.0, sumXY = 0.0;
    for (std::size_t j = length / 2; j < length; ++j)
    {
        const auto x = static_cast<double>(j);
        const double y = std::log(sequence[j]);
        count += 1.0;
        sumX += x;
        sumY += y;
        sumXX += x * x;
        sumXY += x * y;
    }
    const double slope = (count * sumXY - sumX * sumY) / (count * sumXX - sumX * sumX);
    bound.kappa = std::exp(slope);
    bound.fall = sequence[length - 1] / largest;
    for (std::size_t j = 0; j < length; ++j)
        bound.c = std::max(bound.c, std::exp(std::log(sequence[j]) - slope * static_cast<double>(j)));
    return bound;
}

} // namespace dequantizer
