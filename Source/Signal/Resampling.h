#pragma once

#include <span>
#include <vector>

namespace dequantizer
{

/// The signal at another rate, for whole files: every output sample is the sum of the input's samples under a sinc that
/// is cut off at 95 % of the lower rate's band and windowed by a Kaiser window (beta = 10, stop band near -100 dB) of
/// 32 zero crossings a side. No delay: output sample i stands at the time of input sample i inputRate / outputRate;
/// beyond its ends the signal is taken as 0. Rates in Hz, positive. Not for the audio thread.
[[nodiscard]] std::vector<float> resample(std::span<const float> signal, double inputRate, double outputRate);

} // namespace dequantizer
