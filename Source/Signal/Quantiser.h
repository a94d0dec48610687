#pragma once

#include "Signal/Cell.h"
#include "Signal/UniformQuantiser.h"

#include <cmath>
#include <span>
#include <variant>

namespace dequantizer
{

/// The quantisation step Delta of a uniform code of `bits` bits over [-1, 1]: 2 / 2^bits. `bits` may be fractional.
[[nodiscard]] inline double deltaForBits(double bits) noexcept
{
    return std::exp2(1.0 - bits);
}

/// The bits of a uniform code of quantisation step Delta over [-1, 1], the inverse of deltaForBits().
[[nodiscard]] inline double bitsForDelta(double delta) noexcept
{
    return 1.0 - std::log2(delta);
}

/// A quantiser of any kind: how samples were, or are to be, quantised. It knows the level that stands for a sample and
/// the cell that a level stands for. Samples are in signal units, full scale is [-1, 1].
///
/// A value of some 70 bytes: copying and calling it neither allocates nor locks, so it may be used on the audio thread.
/// To add a kind, give its class the members of UniformQuantiser that are used here, and add it to `Kind`.
class Quantiser
{
public:
    /// The quantiser of the papers, Q(x) = sgn(x) Delta (floor(|x| / Delta) + 1/2). `delta` > 0.
    [[nodiscard]] static Quantiser midRise(double delta, Overload overload = Overload::extend) noexcept;

    /// With a level at zero, Q(x) = sgn(x) Delta floor(|x| / Delta + 1/2), as PCM converters round. `delta` > 0.
    [[nodiscard]] static Quantiser midTread(double delta, Overload overload = Overload::extend) noexcept;

    /// Q(x) = Delta floor(x / Delta): the lowest bits are cut off, and the cell lies above its level. `delta` > 0.
    [[nodiscard]] static Quantiser truncating(double delta, Overload overload = Overload::extend) noexcept;

    /// With levels (k + offset) Delta, each in the centre of its cell. `delta` > 0, `offset` in units of Delta.
    [[nodiscard]] static Quantiser centred(double delta, double offset) noexcept;

    /// The level that stands for `sample`. A sample that is not finite counts as 0.
    [[nodiscard]] float quantise(float sample) const noexcept
    {
        return std::visit([sample](const auto& quantiser) { return quantiser.quantise(sample); }, kind);
    }

    /// The interval of the values that were quantised to `quantised`, which must be finite. A sample between the levels
    /// gets the cell that the kind of quantiser documents.
    [[nodiscard]] Cell cell(float quantised) const noexcept
    {
        return std::visit([quantised](const auto& quantiser) { return quantiser.cell(quantised); }, kind);
    }

    /// The nominal width of the cells, in signal units: how coarse the quantiser is. The step sizes of the iteration
    /// scale with it, and it chooses among the models. For a uniform quantiser it is Delta.
    [[nodiscard]] double delta() const noexcept
    {
        return std::visit([](const auto& quantiser) { return quantiser.delta(); }, kind);
    }

    /// The same levels, with cells that are `factor` > 0 times as wide around the same centres, and a nominal width to
    /// match. Above 1 for sound that was dithered: the true value may lie beyond the cell by the amplitude of the
    /// dither.
    [[nodiscard]] Quantiser widened(double factor) const noexcept
    {
        return std::visit([factor](const auto& quantiser) { return Quantiser(quantiser.widened(factor)); }, kind);
    }

    /// A uniform quantiser of the same nominal width, for samples that were resampled after quantising: they lie
    /// between the levels, so their cells are taken to be of that width around wherever they lie.
    [[nodiscard]] Quantiser forResampledSamples() const noexcept
    {
        return std::visit([](const auto& quantiser) { return Quantiser(quantiser.forResampledSamples()); }, kind);
    }

private:
    using Kind = std::variant<UniformQuantiser>;

    explicit Quantiser(const Kind& quantiser) noexcept : kind(quantiser) {}

    Kind kind;
};

/// The largest |sample|; 0 for an empty signal.
[[nodiscard]] float peak(std::span<const float> signal) noexcept;

} // namespace dequantizer
