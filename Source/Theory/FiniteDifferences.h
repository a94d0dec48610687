#pragma once

#include "Theory/TheoryProblem.h"

#include <cstdint>
#include <optional>

namespace dequantizer
{

/// The result of comparing a gradient with central differences of the loss.
struct DifferenceFigures
{
    double worstError = 0.0; ///< |difference - derivative| divided by the larger magnitude, the maximum
    int directions = 0;      ///< the number of directions compared
    int leftOut = 0;         ///< the number in which every step crosses a kink or rounding errors dominate
};

/// The loss after `iterations` from `start` (from the usual start if it is empty), and a hash of all masks. Between two
/// points with the same hash, every projection acts on the same entries and the loss has no kink.
struct LossPoint
{
    double loss;
    std::uint64_t masks;
};
[[nodiscard]] LossPoint lossPoint(const TheoryProblem& problem, int iterations,
                                  const std::optional<PrimalDualIterate<double>>& start);

/// Compares `gradient` with central differences along directions of K, and along sigma, tau and theta if `scalars` is
/// true. Each direction is half the gradient and half random, so that the derivative along it is large.
[[nodiscard]] DifferenceFigures compareWithDifferences(const TheoryProblem& problem, int iterations,
                                                       const ParameterGradient<double>& gradient, bool scalars,
                                                       const std::optional<PrimalDualIterate<double>>& start = {});

} // namespace dequantizer
