#include "Plugin/Metering/MeterBallistics.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr double fallPerSecond = 24.0; // dB
constexpr double holdSeconds = 1.5;
} // namespace

float MeterBallistics::decibels(float amplitude) noexcept
{
    return amplitude > 0.0f ? std::max(floor, 20.0f * std::log10(amplitude)) : floor;
}

void MeterBallistics::advance(float peak, double seconds) noexcept
{
    const float now = decibels(peak);
    falling = std::max({now, floor, falling - static_cast<float>(fallPerSecond * seconds)});
    secondsHeld += seconds;
    if (now >= highest || secondsHeld > holdSeconds)
    {
        highest = falling;
        secondsHeld = 0.0;
    }
}

} // namespace dequantizer
