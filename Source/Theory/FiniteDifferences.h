#pragma once

#include "Theory/TheoryProblem.h"

#include <cstdint>
#include <optional>

namespace dequantizer
{

/// How a gradient compares with central differences of the loss.
struct DifferenceFigures
{
    double worstError = 0.0; ///< |difference - derivative| / the larger of both magnitudes
    int directions = 0;      ///< that were compared
    int leftOut = 0;         ///< directions in which every step crosses a kink or drowns in rounding errors
};

/// The loss after `iterations` from `start` (the iteration's own start if there is none), and a number that changes
/// whenever a projection acts on another entry: between two points with the same, the loss has no kink.
struct LossPoint
{
    double loss;
    std::uint64_t masks;
};
[[nodiscard]] LossPoint lossPoint(const TheoryProblem& problem, int iterations,
                                  const std::optional<PrimalDualIterate<double>>& start);

/// Compares `gradient` with central differences along directions of K that are half the gradient's own and half random,
/// so that the derivative is large in each, and, if `scalars`, along sigma, tau and theta.
[[nodiscard]] DifferenceFigures compareWithDifferences(const TheoryProblem& problem, int iterations,
                                                       const ParameterGradient<double>& gradient, bool scalars,
                                                       const std::optional<PrimalDualIterate<double>>& start = {});

} // namespace dequantizer
