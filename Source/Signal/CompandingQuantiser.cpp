#include "Signal/CompandingQuantiser.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace dequantizer
{

namespace
{
constexpr int cellCount = 128; // of each sign
constexpr std::uint8_t signBit = 0x80;

// The magnitudes of one law, in signal units.
struct Magnitudes
{
    std::array<float, cellCount + 1> decisions; // x_n
    std::array<float, cellCount> levels;        // y_n
};

constexpr Magnitudes muMagnitudes() noexcept
{
    constexpr float unit = 1.0f / 8192.0f;
    Magnitudes magnitudes{};
    for (int n = 0; n <= cellCount; ++n)
    {
        const int segment = n / 16, place = n % 16;
        magnitudes.decisions[static_cast<std::size_t>(n)] =
            n == 0 ? 0.0f : unit * static_cast<float>(((2 * place + 32) << segment) - 33);
        if (n < cellCount)
            magnitudes.levels[static_cast<std::size_t>(n)] =
                unit * static_cast<float>(((2 * place + 33) << segment) - 33);
    }
    return magnitudes;
}

constexpr Magnitudes aMagnitudes() noexcept
{
    constexpr float unit = 1.0f / 4096.0f;
    Magnitudes magnitudes{};
    for (int n = 0; n <= cellCount; ++n)
    {
        const int segment = n / 16, place = n % 16;
        const int shift = std::max(segment - 1, 0), leading = segment > 0 ? 32 : 0;
        magnitudes.decisions[static_cast<std::size_t>(n)] = unit * static_cast<float>((2 * place + leading) << shift);
        if (n < cellCount)
            magnitudes.levels[static_cast<std::size_t>(n)] =
                unit * static_cast<float>((2 * place + leading + 1) << shift);
    }
    return magnitudes;
}

constexpr Magnitudes muTable = muMagnitudes(), aTable = aMagnitudes();

constexpr const Magnitudes& tableOf(CompandingLaw law) noexcept
{
    return law == CompandingLaw::mu ? muTable : aTable;
}

// What transmission inverts.
constexpr std::uint8_t invertedBits(CompandingLaw law) noexcept
{
    return law == CompandingLaw::mu ? 0x7f : 0x55;
}

std::size_t cellOf(const Magnitudes& magnitudes, float magnitude) noexcept
{
    const auto& decisions = magnitudes.decisions;
    const auto above = std::upper_bound(decisions.begin() + 1, decisions.end() - 1, magnitude);
    return static_cast<std::size_t>(above - decisions.begin() - 1);
}
} // namespace

std::uint8_t CompandingQuantiser::encode(float sample) const noexcept
{
    const float value = std::isfinite(sample) ? sample : 0.0f;
    const auto n = static_cast<std::uint8_t>(cellOf(tableOf(law), std::abs(value)));
    return static_cast<std::uint8_t>((value < 0.0f ? n : n | signBit) ^ invertedBits(law));
}

float CompandingQuantiser::decode(std::uint8_t code) const noexcept
{
    const int bits = code ^ invertedBits(law);
    const float level = tableOf(law).levels[static_cast<std::size_t>(bits & ~signBit)];
    return (bits & signBit) != 0 || level == 0.0f ? level : -level;
}

Cell CompandingQuantiser::cell(float quantised) const noexcept
{
    const auto& magnitudes = tableOf(law);
    const auto n = cellOf(magnitudes, std::abs(quantised));
    const float level = magnitudes.levels[n], end = magnitudes.decisions[n + 1];
    const float half = static_cast<float>(scale) * (end - level);
    const float centre = quantised < 0.0f ? -level : level;
    return {centre - half, centre, centre + half};
}

CompandingQuantiser CompandingQuantiser::widened(double factor) const noexcept
{
    assert(std::isfinite(factor) && factor > 0.0);
    auto result = *this;
    result.scale *= factor;
    return result;
}

} // namespace dequantizer
