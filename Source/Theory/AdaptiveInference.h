#pragma once

#include "Theory/AdaptiveProblem.h"
#include "Theory/InferenceCurve.h"

namespace dequantizer
{

/// measureInference() for a Fourier model of `modelIterations` iterations, up to `lastIteration` iterations. The bounds
/// follow the signal as in a restoration; after their last update they stay as they are.
[[nodiscard]] InferenceCurve measureAdaptiveInference(const AdaptiveProblem& problem, int modelIterations,
                                                      int lastIteration, const std::function<void(double)>& progress);

} // namespace dequantizer
