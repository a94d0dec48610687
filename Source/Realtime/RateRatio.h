#pragma once

namespace dequantizer
{

/// The ratio of two sample rates as whole numbers: `first` samples at one rate last as long as `second` at the other.
struct RateRatio
{
    int first = 1;
    int second = 1;

    [[nodiscard]] bool isOne() const noexcept { return first == second; }
};

/// The ratio of two rates (Hz, positive) in lowest terms. It is exact for common audio rates (whole numbers of hertz
/// with a common divisor). Other ratios are approximated to one part in ten million by numbers of at most 8192.
/// Resampling in both directions with the same RateRatio never drifts.
[[nodiscard]] RateRatio rateRatio(double firstRate, double secondRate) noexcept;

} // namespace dequantizer
