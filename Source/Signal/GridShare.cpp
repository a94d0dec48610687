#include "Signal/GridShare.h"

#include "Signal/Grid.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr double floatTolerance = 0.01; // in units of Delta
constexpr double roundingTo16Bits = 1.0 / 65536.0;

double distanceToWhole(double value) noexcept
{
    return std::abs(value - std::round(value));
}
} // namespace

GridShare::GridShare(double step) noexcept
    : delta(step), tolerance(std::clamp(roundingTo16Bits / step, floatTolerance, gridTolerance))
{
}

void GridShare::process(std::span<const float> samples) noexcept
{
    for (const float sample : samples)
    {
        if (sample == 0.0f)
            continue;
        const double level = static_cast<double>(sample) / delta;
        ++count;
        midTread += distanceToWhole(level) <= tolerance ? 1u : 0u;
        midRise += distanceToWhole(level - 0.5) <= tolerance ? 1u : 0u;
    }
}

double GridShare::share() const noexcept
{
    return count > 0 ? static_cast<double>(std::max(midTread, midRise)) / static_cast<double>(count) : 1.0;
}

} // namespace dequantizer
