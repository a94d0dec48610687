#include "Signal/UniformQuantiser.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace dequantizer
{

UniformQuantiser::UniformQuantiser(double delta, Placement where, Overload overload) noexcept
    : spacing(delta), placement(where)
{
    assert(std::isfinite(delta) && delta > 0.0);
    if (overload == Overload::saturate)
    {
        const double levelsPerSide = std::floor(1.0 / delta);
        lowest = -levelsPerSide;
        highest = levelsPerSide - 1.0;
    }
    setCells(delta);
}

void UniformQuantiser::setCells(double newWidth) noexcept
{
    width = newWidth;
    toCentre = static_cast<float>((0.5 - placement.below) * spacing);
    const float half = 0.5f * static_cast<float>(width);
    below = half - toCentre;
    above = half + toCentre;
}

float UniformQuantiser::quantise(float sample) const noexcept
{
    const double value = std::isfinite(sample) ? static_cast<double>(sample) : 0.0;
    // Only mid-rise and mid-tread are odd functions.
    const bool isOdd = placement.below == 0.5 && (placement.offset == 0.5 || placement.offset == 0.0);
    const bool isMirrored = isOdd && value < 0.0;
    double k = std::floor((isMirrored ? -value : value) / spacing - (placement.offset - placement.below));
    if (isMirrored)
        k = -k - 2.0 * placement.offset;
    return static_cast<float>(spacing * (std::clamp(k, lowest, highest) + placement.offset));
}

UniformQuantiser UniformQuantiser::widened(double factor) const noexcept
{
    assert(std::isfinite(factor) && factor > 0.0);
    auto result = *this;
    result.setCells(factor * width);
    return result;
}

} // namespace dequantizer
