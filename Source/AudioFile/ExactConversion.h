#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace dequantizer
{

/// The sample in [-1, 1) for an integer in the upper bits of 32. Exact for integers of up to 24 bits; longer ones are
/// rounded to the nearest float.
[[nodiscard]] inline float toSample(std::int32_t leftJustified) noexcept
{
    return static_cast<float>(leftJustified) * 0x1p-31f;
}

/// The integer of `bits` bits, 1 .. 32, nearest to `sample` (ties to even) and limited to full scale, in the upper
/// bits of 32. The inverse of toSample() for all samples that are integers of at most `bits` and 24 bits. Libraries for
/// sound files scale by 2^(bits-1) - 1 or truncate instead, which changes samples that were integers.
[[nodiscard]] inline std::int32_t toLeftJustified(float sample, int bits) noexcept
{
    const double fullScale = std::ldexp(1.0, bits - 1);
    const double nearest = std::nearbyint(static_cast<double>(sample) * fullScale);
    return static_cast<std::int32_t>(std::clamp(nearest, -fullScale, fullScale - 1.0) * std::ldexp(1.0, 32 - bits));
}

} // namespace dequantizer
