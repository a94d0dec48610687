#include "Signal/Quantiser.h"

#include <algorithm>

namespace dequantizer
{

Quantiser Quantiser::midRise(double delta, Overload overload) noexcept
{
    return Quantiser(UniformQuantiser(delta, UniformQuantiser::midRise, overload));
}

Quantiser Quantiser::midTread(double delta, Overload overload) noexcept
{
    return Quantiser(UniformQuantiser(delta, UniformQuantiser::midTread, overload));
}

Quantiser Quantiser::truncating(double delta, Overload overload) noexcept
{
    return Quantiser(UniformQuantiser(delta, UniformQuantiser::truncating, overload));
}

Quantiser Quantiser::centred(double delta, double offset) noexcept
{
    return Quantiser(UniformQuantiser(delta, {.offset = offset, .below = 0.5}, Overload::extend));
}

Quantiser Quantiser::muLaw() noexcept
{
    return Quantiser(CompandingQuantiser(CompandingLaw::mu));
}

Quantiser Quantiser::aLaw() noexcept
{
    return Quantiser(CompandingQuantiser(CompandingLaw::a));
}

float peak(std::span<const float> signal) noexcept
{
    float largest = 0.0f;
    for (const float sample : signal)
        largest = std::max(largest, std::abs(sample));
    return largest;
}

} // namespace dequantizer
