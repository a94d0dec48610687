#pragma once

#include "Signal/NoiseFloor.h"

#include <optional>

namespace dequantizer
{

/// The noise that was added to a sound before it was quantised.
enum class Dither
{
    none,
    rectangular, ///< uniform over one step
    triangular   ///< the sum of two independent ones
};

/// The dither that a noise floor shows; nothing if it cannot be told. `floor` is NoiseFloor::floorOfBands(), `delta` >
/// 0 the quantisation step in signal units.
///
/// With the quantiser, rectangular dither has the variance Delta^2 / 6 and triangular dither Delta^2 / 4, white and at
/// all times, which no sound can make less. The answer is one of them if the floor has this height in half of the bands
/// or more and is higher in the others. In a recording without dither, white noise of the same height to a few per cent
/// would look the same. Sound that masks the dither in most bands hides it, and noise shaping does so too.
[[nodiscard]] std::optional<Dither> ditherOf(const NoiseFloor::FloorOfBands& floor, double delta) noexcept;

} // namespace dequantizer
