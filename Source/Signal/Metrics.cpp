#include "Signal/Metrics.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <limits>

namespace dequantizer
{

namespace
{
constexpr std::size_t segmentLength = 320;
constexpr double lowestSegmentDb = -10.0;
constexpr double highestSegmentDb = 35.0;

double ratioDb(double signal, double error) noexcept
{
    if (error == 0.0)
        return std::numeric_limits<double>::infinity();
    return 10.0 * std::log10(signal / error);
}
} // namespace

double squaredError(std::span<const float> reference, std::span<const float> estimate) noexcept
{
    assert(reference.size() == estimate.size());
    double sum = 0.0;
    for (std::size_t i = 0; i < reference.size(); ++i)
    {
        const double difference = static_cast<double>(reference[i]) - static_cast<double>(estimate[i]);
        sum += difference * difference;
    }
    return sum;
}

double energy(std::span<const float> signal) noexcept
{
    double sum = 0.0;
    for (const float sample : signal)
        sum += static_cast<double>(sample) * static_cast<double>(sample);
    return sum;
}

double snrDb(std::span<const float> reference, std::span<const float> estimate) noexcept
{
    return ratioDb(energy(reference), squaredError(reference, estimate));
}

double segmentalSnrDb(std::span<const float> reference, std::span<const float> estimate) noexcept
{
    const std::size_t length = std::min(segmentLength, std::max<std::size_t>(reference.size(), 1));
    double sum = 0.0;
    int counted = 0;
    for (std::size_t start = 0; start + length <= reference.size(); start += length)
    {
        const auto segment = reference.subspan(start, length);
        const double signal = energy(segment);
        const double error = squaredError(segment, estimate.subspan(start, length));
        if (signal == 0.0 && error == 0.0)
            continue;
        sum += std::clamp(ratioDb(signal, error), lowestSegmentDb, highestSegmentDb);
        ++counted;
    }
    return counted == 0 ? highestSegmentDb : sum / counted;
}

} // namespace dequantizer
