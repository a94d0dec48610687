#pragma once

#include <cmath>

namespace dequantizer
{

/// Samples beyond this are no sound, and near where squares and products of samples overflow.
inline constexpr float largestSample = 1e9f;

/// The sample, or silence in the place of NaN, infinity and what is beyond largestSample. Whatever delays the input
/// beside an engine has to take it in by this, as the engine does, or the two differ where the input is no sound.
[[nodiscard]] inline float finiteOrSilent(float sample) noexcept
{
    // False for NaN as well.
    return std::abs(sample) <= largestSample ? sample : 0.0f;
}

} // namespace dequantizer
