#pragma once

#include "Theory/AdaptiveProblem.h"
#include "Theory/FiniteDifferences.h"

#include <functional>

namespace dequantizer
{

/// Compares a derivative with central differences of `lossAt`, a function of the distance along a direction, and adds
/// the result to `figures`. Distances are multiples of `length`, the norm of the parameter. The differences at a
/// distance and at twice that must agree, otherwise there is a kink in between and a shorter one is used.
void compareAlong(const std::function<double(double)>& lossAt, double length, double derivative,
                  DifferenceFigures& figures);

/// Compares `gradient` with differences of the loss after `iterations` along one direction of every tensor and one of
/// the window. If the gradient does not include that through the inputs of the networks, these inputs are held constant
/// in the differences too.
[[nodiscard]] DifferenceFigures compareWithDifferences(const AdaptiveProblem& problem, int iterations,
                                                       bool throughInputs, const AdaptiveGradient& gradient);

} // namespace dequantizer
