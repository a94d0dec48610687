#pragma once

#include "Signal/Cell.h"

#include <limits>

namespace dequantizer
{

/// How a quantiser treats a sample beyond full scale.
enum class Overload
{
    extend,  ///< continue the levels beyond full scale, as in the papers, so that the true value stays in its cell
    saturate ///< use the outermost of the 2^B levels, as in a code of B bits
};

/// A quantiser with cells of equal width Delta and levels (k + a) Delta, k = ..., -1, 0, 1, ...:
///
///     Q(x) = (k + a) Delta   where   (k + a - p) Delta <= x < (k + a - p + 1) Delta.
///
/// a is the offset of the levels, p the fraction of a cell below its level, both in units of Delta:
///
/// | quantiser  | a   | p   | Q(x)                                        |
/// |------------|-----|-----|---------------------------------------------|
/// | mid-rise   | 1/2 | 1/2 | sgn(x) Delta (floor(abs(x) / Delta) + 1/2)  |
/// | mid-tread  | 0   | 1/2 | sgn(x) Delta floor(abs(x) / Delta + 1/2)    |
/// | truncating | 0   | 0   | Delta floor(x / Delta)                      |
///
/// Mid-rise and mid-tread are odd functions: a sample on a threshold goes to the level farther from zero, on both
/// sides; 0 itself counts as positive.
class UniformQuantiser
{
public:
    /// Where the levels and the cells lie, in units of Delta.
    struct Placement
    {
        double offset; ///< a
        double below;  ///< p, 0 .. 1
    };

    static constexpr Placement midRise{0.5, 0.5}, midTread{0.0, 0.5}, truncating{0.0, 0.0};

    /// `delta` > 0 in signal units. When saturating, the levels are those with -N <= k < N, N = floor(1 / Delta), which
    /// for Delta = 2 / 2^B is a code of B bits over [-1, 1].
    UniformQuantiser(double delta, Placement placement, Overload overload) noexcept;

    /// The level of the cell that contains `sample`. A non-finite sample counts as 0.
    [[nodiscard]] float quantise(float sample) const noexcept;

    /// The cell of a sample on a level. A sample between levels gets a cell of the same shape.
    [[nodiscard]] Cell cell(float quantised) const noexcept
    {
        return {quantised - below, quantised + toCentre, quantised + above};
    }

    /// The cell width: Delta, or a multiple of it after widened().
    [[nodiscard]] double delta() const noexcept { return width; }

    /// The cell width in units of the distance of the levels: 1, or the factor of widened().
    [[nodiscard]] double widening() const noexcept { return width / spacing; }

    /// The same levels with cells `factor` > 0 times as wide around the same centres.
    [[nodiscard]] UniformQuantiser widened(double factor) const noexcept;

    /// See Quantiser::forResampledSamples(): the same cells.
    [[nodiscard]] UniformQuantiser forResampledSamples() const noexcept { return *this; }

private:
    void setCells(double newWidth) noexcept;

    double spacing; // of the levels
    Placement placement;
    double lowest = -std::numeric_limits<double>::infinity(), highest = std::numeric_limits<double>::infinity(); // k
    double width = 0.0;
    float below = 0.0f, toCentre = 0.0f, above = 0.0f; // from a level to the bounds and the centre of its cell
};

} // namespace dequantizer
