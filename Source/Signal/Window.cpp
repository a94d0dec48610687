#include "Signal/Window.h"

#include <cmath>
#include <cstddef>
#include <numbers>

namespace dequantizer
{

std::vector<float> overlapAddWindow(int frameLength, int hop)
{
    const auto length = static_cast<std::size_t>(frameLength);
    const auto shift = static_cast<std::size_t>(hop);

    std::vector<double> window(length);
    std::vector<double> sumAtPhase(shift, 0.0);
    for (std::size_t i = 0; i < length; ++i)
    {
        const double sine = std::sin(std::numbers::pi * (static_cast<double>(i) + 0.5) / static_cast<double>(length));
        window[i] = sine * sine;
        sumAtPhase[i % shift] += window[i];
    }

    std::vector<float> normalised(length);
    for (std::size_t i = 0; i < length; ++i)
        normalised[i] = static_cast<float>(window[i] / sumAtPhase[i % shift]);
    return normalised;
}

} // namespace dequantizer
