#pragma once

#include "Signal/Quantiser.h"

#include <span>
#include <vector>

namespace dequantizer
{

/// A short-time spectral Wiener filter that treats the quantisation error as white noise of power Delta^2 / 12. The
/// result is clipped to the cells. Frames of 32 ms with a sine window overlap by half. The a-priori SNR xi is
/// decision-directed,
///
///     xi = 0.98 |previous result|^2 / noise + 0.02 max(|spectrum|^2 / noise - 1, 0),   at least -25 dB,
///     gain = xi / (1 + xi).
///
/// Returns the same number of samples, all within their cells.
///
/// Source: Y. Ephraim and D. Malah, "Speech enhancement using a minimum mean-square error short-time spectral amplitude
/// estimator", IEEE Trans. ASSP 32(6), 1984 (eq. 51 for xi).
[[nodiscard]] std::vector<float> wienerBaseline(std::span<const float> quantised, double sampleRate,
                                                const Quantiser& quantiser);

} // namespace dequantizer
