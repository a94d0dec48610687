#include "Signal/GridShare.h"

#include "Signal/Grid.h"

#include <algorithm>

namespace dequantizer
{

namespace
{
constexpr double floatTolerance = 0.01; // in units of Delta
constexpr double roundingTo16Bits = 1.0 / 65536.0;
} // namespace

GridShare::GridShare(double step) noexcept
    : delta(step), tolerance(std::clamp(roundingTo16Bits / step, floatTolerance, gridTolerance))
{
}

void GridShare::process(std::span<const float> samples) noexcept
{
    const Grid treads{.delta = delta, .offset = 0.0}, rises{.delta = delta, .offset = 0.5};
    for (const float sample : samples)
    {
        if (sample == 0.0f)
            continue;
        ++count;
        midTread += distanceToGrid(treads, sample) <= tolerance ? 1u : 0u;
        midRise += distanceToGrid(rises, sample) <= tolerance ? 1u : 0u;
    }
}

double GridShare::share() const noexcept
{
    return count > 0 ? static_cast<double>(std::max(midTread, midRise)) / static_cast<double>(count) : 1.0;
}

} // namespace dequantizer
