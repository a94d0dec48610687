#pragma once

#include "Model/ModelChoice.h"
#include "Plugin/Engine/DetectedGrid.h"

#include <string>

namespace dequantizer
{

/// Describes a grid in one line: "4.61 bit (step 0.0816), mid-rise, 99 % sure".
[[nodiscard]] std::string gridText(const DetectedGrid& grid);

/// Explains in one sentence how a bit depth set by hand, with quantisation step `delta`, contradicts the detected grid,
/// and what to do about it; empty if it does not. Audio on no grid may have been resampled after it was quantised:
/// that is no contradiction if `rate` says so.
[[nodiscard]] std::string depthConflictText(const DetectedGrid& grid, double delta, QuantisationRate rate);

} // namespace dequantizer
