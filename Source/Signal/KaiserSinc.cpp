#include "Signal/KaiserSinc.h"

#include <cmath>
#include <numbers>

namespace dequantizer
{

namespace
{
double besselI0(double x) noexcept
{
    double term = 1.0, sum = 1.0;
    for (int i = 1; i < 60 && term > 1e-18 * sum; ++i)
    {
        term *= 0.25 * x * x / (i * i);
        sum += term;
    }
    return sum;
}
} // namespace

double kaiserSinc(double distance, double crossings, double beta) noexcept
{
    const double position = distance / crossings;
    if (std::abs(position) > 1.0)
        return 0.0;
    const double angle = std::numbers::pi * distance;
    const double sinc = angle == 0.0 ? 1.0 : std::sin(angle) / angle;
    return sinc * besselI0(beta * std::sqrt(1.0 - position * position)) / besselI0(beta);
}

} // namespace dequantizer
