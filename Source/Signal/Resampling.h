#pragma once

#include <span>
#include <vector>

namespace dequantizer
{

/// Resamples a whole signal with the "very high quality" recipe of libsoxr: linear phase, a pass band up to 91 % of the
/// lower rate's Nyquist frequency, a stop band below -160 dB. There is no delay: output sample i lies at the time of
/// input sample i inputRate / outputRate. The result has ceil(length outputRate / inputRate) samples; beyond its ends
/// the signal counts as 0. The last bits may differ between processors. Rates are in Hz and positive. Not for the audio
/// thread. Throws std::runtime_error if libsoxr rejects the rates or is out of memory.
[[nodiscard]] std::vector<float> resample(std::span<const float> signal, double inputRate, double outputRate);

} // namespace dequantizer
