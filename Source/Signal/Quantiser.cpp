#include "Signal/Quantiser.h"

#include <algorithm>

namespace dequantizer
{

MidRiseQuantiser::MidRiseQuantiser(int bits, Overload overload) noexcept : MidRiseQuantiser(stepForBits(bits), overload)
{
}

MidRiseQuantiser::MidRiseQuantiser(double step, Overload overload) noexcept : delta(step)
{
    if (overload == Overload::saturate)
        highestLevel = std::floor(1.0 / step) - 1.0;
}

float MidRiseQuantiser::operator()(float sample) const noexcept
{
    const double value = std::isfinite(sample) ? static_cast<double>(sample) : 0.0;
    double level = std::floor(std::abs(value) / delta);
    if (highestLevel)
        level = std::min(level, *highestLevel);
    const double magnitude = delta * (level + 0.5);
    return static_cast<float>(value < 0.0 ? -magnitude : magnitude);
}

float peak(std::span<const float> signal) noexcept
{
    float largest = 0.0f;
    for (const float sample : signal)
        largest = std::max(largest, std::abs(sample));
    return largest;
}

} // namespace dequantizer
