#pragma once

#include <cmath>
#include <span>

namespace dequantizer
{

/// Scales `gradient` down to the Euclidean norm `limit` > 0 if it is longer. This limits the effect of a single unusual
/// segment on the parameters (R. Pascanu, T. Mikolov & Y. Bengio, "On the difficulty of training recurrent neural
/// networks", ICML 2013).
inline void limitGradient(std::span<float> gradient, double limit) noexcept
{
    double sum = 0.0;
    for (const float value : gradient)
        sum += static_cast<double>(value) * static_cast<double>(value);
    const double length = std::sqrt(sum);
    if (!(length > limit))
        return;
    const auto factor = static_cast<float>(limit / length);
    for (float& value : gradient)
        value *= factor;
}

} // namespace dequantizer
