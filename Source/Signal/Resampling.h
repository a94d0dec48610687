#pragma once

#include <span>
#include <vector>

namespace dequantizer
{

/// The signal at another rate, for whole files, by libsoxr's "very high quality" recipe: linear phase, the band up to
/// 91 % of the lower rate's Nyquist frequency, a stop band below -160 dB. No delay: output sample i stands at the time
/// of input sample i inputRate / outputRate; the result has ceil(length outputRate / inputRate) samples, and beyond its
/// ends the signal is taken as 0. The last bits may differ between processors. Rates in Hz, positive. Not for the audio
/// thread. Throws std::runtime_error where libsoxr refuses the rates or has no memory.
[[nodiscard]] std::vector<float> resample(std::span<const float> signal, double inputRate, double outputRate);

} // namespace dequantizer
