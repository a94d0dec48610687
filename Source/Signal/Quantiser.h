#pragma once

#include <cmath>
#include <optional>
#include <span>

namespace dequantizer
{

/// The step Delta of a quantiser of `bits` bits over [-1, 1]: 2 / 2^bits. `bits` may be fractional.
[[nodiscard]] inline double stepForBits(double bits) noexcept
{
    return std::exp2(1.0 - bits);
}

/// The bits of a quantiser of step Delta over [-1, 1], the inverse of stepForBits().
[[nodiscard]] inline double bitsForStep(double step) noexcept
{
    return 1.0 - std::log2(step);
}

/// The interval that a quantised sample's true value lies in.
struct Cell
{
    float lower;
    float upper;
};

/// The cell of width `step` centred on the quantised sample.
[[nodiscard]] inline Cell cellAround(float quantised, float step) noexcept
{
    return {quantised - 0.5f * step, quantised + 0.5f * step};
}

/// What a quantiser does with a sample beyond its range.
enum class Overload
{
    extend,  ///< as the papers do: go on counting levels, so that the true value stays in its cell
    saturate ///< as a real code of B bits does: the outermost of its 2^B levels
};

/// The mid-rise quantiser of the papers: Delta = 2 / 2^B, Q(y) = sign(y) Delta (floor(|y| / Delta) + 1/2), sign(0) =
/// +1.
class MidRiseQuantiser
{
public:
    /// `bits` in [1, 24].
    MidRiseQuantiser(int bits, Overload overload) noexcept;

    /// For any step in (0, 1]. Saturating, its outermost levels are those whose cells lie within [-1, 1].
    [[nodiscard]] static MidRiseQuantiser ofStep(double step, Overload overload) noexcept { return {step, overload}; }

    [[nodiscard]] double step() const noexcept { return delta; }

    /// The centre of the cell that `sample` lies in. A sample that is not finite is taken as 0.
    [[nodiscard]] float operator()(float sample) const noexcept;

private:
    MidRiseQuantiser(double step, Overload overload) noexcept;

    double delta;
    std::optional<double> highestLevel;
};

/// The largest |sample|; 0 for an empty signal.
[[nodiscard]] float peak(std::span<const float> signal) noexcept;

} // namespace dequantizer
