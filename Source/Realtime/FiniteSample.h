#pragma once

#include <cmath>

namespace dequantizer
{

/// The largest magnitude that counts as audio. Much larger samples would overflow in squares and products.
inline constexpr float largestSample = 1e9f;

/// Returns the sample, or 0 if it is NaN, infinite or larger than largestSample in magnitude. Code that delays the
/// input in parallel with an engine must apply this function too; otherwise its output differs from the engine's for
/// invalid samples.
[[nodiscard]] inline float finiteOrSilent(float sample) noexcept
{
    // The comparison is false for NaN.
    return std::abs(sample) <= largestSample ? sample : 0.0f;
}

} // namespace dequantizer
