#pragma once

#include "Signal/Cell.h"
#include "Signal/UniformQuantiser.h"

#include <cstdint>

namespace dequantizer
{

enum class CompandingLaw
{
    mu, ///< North America and Japan, full scale is 8192 units
    a   ///< the rest of the world, full scale is 4096 units
};

/// The logarithmic 8 bit codes of telephony (ITU-T G.711, 11/1988, tables 1 and 2): cells that grow with the magnitude,
/// doubling their width from segment to segment.
///
/// A magnitude lies in cell n = 16 s + m, of segment s = 0 .. 7 and place m = 0 .. 15, where x_n <= |x| < x_{n+1}, and
/// is decoded to y_n. In the units of the law,
///
///     mu:  x_n = 2^s (2 m + 32) - 33, but x_0 = 0;   y_n = 2^s (2 m + 33) - 33
///     A:   x_n = 2^(s-1) (2 m + 32),                 y_n = 2^(s-1) (2 m + 33)      s > 0
///          x_n = 2 m,                                y_n = 2 m + 1                 s = 0.
///
/// What exceeds x_128 (8159 and 4096 units) is decoded to y_127. Both signs of the mu-law's n = 0 are decoded to 0, so
/// that the cell of 0 is [-1, 1] units.
///
/// The 8 bits are the sign (1 where x >= 0), s and m. In transmission all bits of s and m are inverted for the mu-law
/// (0x7f), every other bit for the A-law (0x55).
class CompandingQuantiser
{
public:
    explicit CompandingQuantiser(CompandingLaw companding) noexcept : law(companding) {}

    /// The code of `sample`, as it is transmitted. A sample that is not finite counts as 0.
    [[nodiscard]] std::uint8_t encode(float sample) const noexcept;

    /// The sample that `code` stands for, in signal units.
    [[nodiscard]] float decode(std::uint8_t code) const noexcept;

    [[nodiscard]] float quantise(float sample) const noexcept { return decode(encode(sample)); }

    /// The cell that contains `quantised`, whether that is a level or not.
    [[nodiscard]] Cell cell(float quantised) const noexcept;

    /// 2^-9 in signal units, as 10 uniform bits have, times the factor of widened(): for both laws the width of the
    /// cells around -26 dB of full scale, the nominal level of speech on telephone lines (ITU-T G.191). The narrowest
    /// cells are far from those of speech. Wider ones would suit loud speech better, but make soft speech worse than it
    /// was.
    [[nodiscard]] double delta() const noexcept { return scale * nominalDelta; }

    /// 1, or the factor of widened().
    [[nodiscard]] double widening() const noexcept { return scale; }

    /// The same levels, with cells that are `factor` > 0 times as wide around the same centres.
    [[nodiscard]] CompandingQuantiser widened(double factor) const noexcept;

    /// See Quantiser::forResampledSamples(): cells of the nominal width.
    [[nodiscard]] UniformQuantiser forResampledSamples() const noexcept
    {
        return {delta(), UniformQuantiser::midTread, Overload::extend};
    }

private:
    static constexpr double nominalDelta = 1.0 / 512.0;

    CompandingLaw law;
    double scale = 1.0; // of the cells
};

} // namespace dequantizer
