#pragma once

#include "Theory/Claim.h"
#include "Theory/FiniteDifferences.h"
#include "Theory/FrozenRecursion.h"
#include "Theory/GradientCost.h"
#include "Theory/InferenceCurve.h"

#include <string>

namespace dequantizer
{

/// The residuals of a frozen recursion that has settled, and the share of delta that may remain, relative to the first.
inline constexpr double settledResidual = 1e-3;

/// "; N others cross a kink ...", or nothing if no direction was left out.
[[nodiscard]] std::string leftOutText(const DifferenceFigures& figures);

/// A claim that a gradient equals finite differences. `where` says along which directions and for which L.
[[nodiscard]] Claim differencesClaim(const char* key, const char* statement, const DifferenceFigures& figures,
                                     const std::string& where);

/// "optimum": the relative duality gap, the largest of `frames` frames, after `iterations` iterations.
[[nodiscard]] Claim optimumClaim(const char* statement, double gap, int iterations, Eigen::Index frames,
                                 bool convergent);

/// "settling": in how many of the frames the masks stopped changing, and when the last one did.
[[nodiscard]] Claim settlingClaim(int settledFrames, int frames, int lastChange, int iterations);

/// "kernel": the residuals of the frozen recursion vanish. `convergent` is whether the steps meet the condition of the
/// theory.
[[nodiscard]] Claim kernelClaim(const std::string& statement, const FrozenRecursion& frozen, bool convergent);

/// "cost": the time and memory of a full and of a truncated gradient.
[[nodiscard]] Claim costClaim(const GradientCost& cost);

/// "interpretability": the errors after `iterations` iterations, those of the model, and at the end of the curve.
[[nodiscard]] Claim inferenceClaim(const char* statement, const InferenceCurve& curve, int iterations);

} // namespace dequantizer
