#include "Plugin/Metering/MeterBallistics.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr double decayPerSecond = 24.0; // dB
constexpr double holdSeconds = 1.5;
constexpr double blockSeconds = 0.2; // no host has longer blocks
} // namespace

float MeterBallistics::decibels(float amplitude) noexcept
{
    return amplitude > 0.0f ? std::max(floor, 20.0f * std::log10(amplitude)) : floor;
}

void MeterBallistics::advance(float peak, double seconds) noexcept
{
    const float now = decibels(peak);
    decaying = std::max({now, floor, decaying - static_cast<float>(decayPerSecond * seconds)});
    secondsHeld += seconds;
    if (now >= heldPeak || secondsHeld > holdSeconds)
    {
        heldPeak = decaying;
        secondsHeld = 0.0;
    }
}

void MeterBallistics::advanceAverage(float rms, bool isIdle, double seconds) noexcept
{
    secondsIdle = isIdle ? secondsIdle + seconds : 0.0;
    averageLevel = secondsIdle > blockSeconds
                       ? std::max(floor, averageLevel - static_cast<float>(decayPerSecond * seconds))
                       : decibels(rms);
}

} // namespace dequantizer
