#pragma once

#include <cstdint>
#include <span>

namespace dequantizer
{

/// Counts how many samples of a signal lie on the levels of a quantiser with a given step, mid-tread or mid-rise,
/// whichever has more of them. Allows for rounding to 16 bits. Exact zeros do not count, since silence has them with
/// any quantiser.
class GridShare
{
public:
    /// `delta` > 0 in signal units.
    explicit GridShare(double delta) noexcept;

    /// Analyses more samples, which must be finite.
    void process(std::span<const float> samples) noexcept;

    /// The share of the samples so far that lie on a level, 0 .. 1; 1 if there are none.
    [[nodiscard]] double share() const noexcept;

private:
    double delta, tolerance;
    std::uint64_t count = 0, midTread = 0, midRise = 0;
};

} // namespace dequantizer
