#pragma once

#include "Theory/CheckScope.h"
#include "Theory/GradientStudy.h"
#include "Theory/WeightedProblem.h"

namespace dequantizer
{

/// Compares the truncated gradient of ln b with the full one for the iterations and backward steps of `scope`, and adds
/// the figures to `study`, with the norms of delta for the largest number of iterations. Returns the full gradient for
/// each number of iterations.
std::vector<WeightedGradient> compareTruncation(const WeightedProblem& problem, const CheckScope& scope,
                                                GradientStudy& study, const TheoryProgress& progress);

} // namespace dequantizer
