#include "Signal/UsedBits.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr int mostUsedBits = 32;
constexpr double leastUsedStep = 0x1.0p-31;
constexpr double farBeyondFullScale = 0x1.0p20;
} // namespace

void UsedBits::process(std::span<const float> samples) noexcept
{
    if (isBeyond32Bits)
        return;
    for (const float sample : samples)
    {
        const double magnitude = std::abs(static_cast<double>(sample));
        const double steps = magnitude / leastUsedStep;
        if (magnitude > farBeyondFullScale || steps != std::floor(steps))
        {
            isBeyond32Bits = true;
            return;
        }
        used |= static_cast<std::uint64_t>(steps);
    }
}

std::optional<int> UsedBits::bits() const noexcept
{
    if (isBeyond32Bits || used == 0)
        return std::nullopt;
    return std::max(1, mostUsedBits - std::countr_zero(used));
}

} // namespace dequantizer
