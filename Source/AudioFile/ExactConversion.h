#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace dequantizer
{

/// The sample that an integer at the top of 32 bits stands for, in [-1, 1). Exact for integers of up to 24 bits; wider
/// ones are rounded to the nearest float.
[[nodiscard]] inline float toSample(std::int32_t leftJustified) noexcept
{
    return static_cast<float>(leftJustified) * 0x1p-31f;
}

/// The integer of `bits` bits, 1 .. 32, that is nearest to `sample` (ties to even) and limited to full scale, at the
/// top of 32 bits. The inverse of toSample() for every sample that is an integer of at most `bits` and 24 bits. Sound
/// file libraries scale by 2^(bits-1) - 1 or truncate instead, which moves samples that were integers to begin with.
[[nodiscard]] inline std::int32_t toLeftJustified(float sample, int bits) noexcept
{
    const double fullScale = std::ldexp(1.0, bits - 1);
    const double nearest = std::nearbyint(static_cast<double>(sample) * fullScale);
    return static_cast<std::int32_t>(std::clamp(nearest, -fullScale, fullScale - 1.0) * std::ldexp(1.0, 32 - bits));
}

} // namespace dequantizer
