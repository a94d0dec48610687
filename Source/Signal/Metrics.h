#pragma once

#include <span>

namespace dequantizer
{

/// The sum of the squared differences of two signals of equal length, in squared signal units.
[[nodiscard]] double squaredError(std::span<const float> reference, std::span<const float> estimate) noexcept;

/// The sum of the squared samples, in squared signal units.
[[nodiscard]] double energy(std::span<const float> signal) noexcept;

/// Signal-to-noise ratio in dB: 10 log10(energy of the reference / energy of the error). Infinite if there is no error;
/// minus infinity if there is an error but no signal.
[[nodiscard]] double snrDb(std::span<const float> reference, std::span<const float> estimate) noexcept;

/// Segmental SNR in dB: the mean of the SNRs of consecutive segments of 320 samples, each limited to [-10, 35] dB.
///
/// An incomplete last segment is omitted unless it is the only one. A segment with neither signal nor error has no SNR
/// and is omitted. If no segment remains, the result is 35, the best value (two silent signals are equal).
[[nodiscard]] double segmentalSnrDb(std::span<const float> reference, std::span<const float> estimate) noexcept;

} // namespace dequantizer
