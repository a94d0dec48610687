#pragma once

#include "Plugin/Engine/Finding.h"
#include "Plugin/State/Parameters.h"

#include <string>

namespace dequantizer
{

/// One line on the grid of the sound: "4.61 bit (step 0.0816), mid-rise, 99 % sure".
[[nodiscard]] std::string gridText(const Finding& finding);

/// How a bit depth that was set by hand, of quantisation step `delta`, contradicts what was found in the sound, in one
/// sentence that says what to do; empty if it does not. Sound on no grid may have been resampled after it was
/// quantised: that is no contradiction where the user says so (`rate`).
[[nodiscard]] std::string depthConflictText(const Finding& finding, double delta, RateChoice rate);

} // namespace dequantizer
