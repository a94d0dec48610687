#pragma once

namespace dequantizer
{

/// Two sample rates as whole numbers: `first` samples at one rate last as long as `second` at the other.
struct RateRatio
{
    int first = 1;
    int second = 1;

    [[nodiscard]] bool isOne() const noexcept { return first == second; }
};

/// The ratio of two rates (Hz, positive) in lowest terms. For the rates of sound (whole numbers of hertz with a common
/// divisor) it is exact. Any others are told from each other to within one in ten million by numbers of at most 8192:
/// who resamples there and back by one RateRatio never drifts.
[[nodiscard]] RateRatio rateRatio(double firstRate, double secondRate) noexcept;

} // namespace dequantizer
