#pragma once

#include "Signal/Cell.h"
#include "Signal/CompandingQuantiser.h"
#include "Signal/UniformQuantiser.h"

#include <cmath>
#include <span>
#include <variant>

namespace dequantizer
{

/// The quantisation step Delta of a uniform code with `bits` bits over [-1, 1]: 2 / 2^bits. `bits` may be fractional.
[[nodiscard]] inline double deltaForBits(double bits) noexcept
{
    return std::exp2(1.0 - bits);
}

/// The number of bits of a uniform code with quantisation step Delta over [-1, 1], the inverse of deltaForBits().
[[nodiscard]] inline double bitsForDelta(double delta) noexcept
{
    return 1.0 - std::log2(delta);
}

/// Any kind of quantiser: how samples were, or will be, quantised. It maps a sample to its level and a level to its
/// cell. Samples are in signal units; full scale is [-1, 1].
///
/// A value type of about 70 bytes. Copying and calling it neither allocates nor locks, so it is safe on the audio
/// thread. To add a kind, give its class the members of UniformQuantiser that are used here, and add it to `Kind`.
class Quantiser
{
public:
    /// The quantiser of the papers, Q(x) = sgn(x) Delta (floor(|x| / Delta) + 1/2). `delta` > 0.
    [[nodiscard]] static Quantiser midRise(double delta, Overload overload = Overload::extend) noexcept;

    /// Has a level at zero: Q(x) = sgn(x) Delta floor(|x| / Delta + 1/2), as PCM converters round. `delta` > 0.
    [[nodiscard]] static Quantiser midTread(double delta, Overload overload = Overload::extend) noexcept;

    /// Cuts off the lowest bits: Q(x) = Delta floor(x / Delta), so the cell lies above its level. `delta` > 0.
    [[nodiscard]] static Quantiser truncating(double delta, Overload overload = Overload::extend) noexcept;

    /// Has levels (k + offset) Delta, each in the centre of its cell. `delta` > 0, `offset` in units of Delta.
    [[nodiscard]] static Quantiser centred(double delta, double offset) noexcept;

    /// The quantisers of the 8-bit codes of telephony, see CompandingQuantiser.
    [[nodiscard]] static Quantiser muLaw() noexcept;
    [[nodiscard]] static Quantiser aLaw() noexcept;

    /// The level of `sample`. A non-finite sample counts as 0.
    [[nodiscard]] float quantise(float sample) const noexcept
    {
        return std::visit([sample](const auto& quantiser) { return quantiser.quantise(sample); }, kind);
    }

    /// The interval of values that quantise to `quantised`, which must be finite. For a sample between levels, the kind
    /// of quantiser defines the cell.
    [[nodiscard]] Cell cell(float quantised) const noexcept
    {
        return std::visit([quantised](const auto& quantiser) { return quantiser.cell(quantised); }, kind);
    }

    /// The nominal cell width in signal units, a measure of how coarse the quantiser is. The step sizes of the
    /// iteration scale with it, and model selection uses it. For a uniform quantiser it is Delta.
    [[nodiscard]] double delta() const noexcept
    {
        return std::visit([](const auto& quantiser) { return quantiser.delta(); }, kind);
    }

    /// The same levels with cells `factor` > 0 times as wide around the same centres, and the nominal width to match.
    /// Use a factor above 1 for dithered audio, where the true value may lie outside the cell by up to the amplitude of
    /// the dither.
    [[nodiscard]] Quantiser widened(double factor) const noexcept
    {
        return std::visit([factor](const auto& quantiser) { return Quantiser(quantiser.widened(factor)); }, kind);
    }

    /// The factor of widened(), 1 if it was not called. Where it is 1, the cells of adjacent levels touch.
    [[nodiscard]] double widening() const noexcept
    {
        return std::visit([](const auto& quantiser) { return quantiser.widening(); }, kind);
    }

    /// A uniform quantiser of the same nominal width, for samples that were resampled after quantising. They lie
    /// between the levels, so each gets a cell of that width around its own value.
    [[nodiscard]] Quantiser forResampledSamples() const noexcept
    {
        return std::visit([](const auto& quantiser) { return Quantiser(quantiser.forResampledSamples()); }, kind);
    }

private:
    using Kind = std::variant<UniformQuantiser, CompandingQuantiser>;

    explicit Quantiser(const Kind& quantiser) noexcept : kind(quantiser) {}

    Kind kind;
};

/// The maximum of |sample|; 0 for an empty signal.
[[nodiscard]] float peak(std::span<const float> signal) noexcept;

} // namespace dequantizer
