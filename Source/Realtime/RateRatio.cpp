#include "Realtime/RateRatio.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

// Continued fractions: each convergent is the best approximation with numbers of its size.
RateRatio rateRatio(double firstRate, double secondRate) noexcept
{
    constexpr double largest = 8192.0;
    constexpr double closeEnough = 1e-12;
    const double ratio = firstRate / secondRate;
    double numerator = 1.0, denominator = 0.0, numeratorBefore = 0.0, denominatorBefore = 1.0;
    for (double rest = ratio;;)
    {
        const double whole = std::floor(rest);
        const double nextNumerator = whole * numerator + numeratorBefore;
        const double nextDenominator = whole * denominator + denominatorBefore;
        if (nextNumerator > largest || nextDenominator > largest)
            break;
        numeratorBefore = numerator;
        denominatorBefore = denominator;
        numerator = nextNumerator;
        denominator = nextDenominator;
        if (numerator > 0.0 && std::abs(numerator / denominator - ratio) <= closeEnough * ratio)
            break;
        rest = 1.0 / (rest - whole);
    }
    // Keeps both above 0, however far apart the rates are.
    return {static_cast<int>(std::max(1.0, numerator)), static_cast<int>(std::max(1.0, denominator))};
}

} // namespace dequantizer
