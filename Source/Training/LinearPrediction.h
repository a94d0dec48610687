#pragma once

#include <span>
#include <vector>

namespace dequantizer
{

/// The prediction-error filter A(z) = 1 + a_1 z^-1 + .. + a_p z^-p of a frame, by the autocorrelation method: Hamming
/// window, autocorrelation, Levinson-Durbin recursion (J. Makhoul, "Linear prediction: a tutorial review", Proc. IEEE
/// 63, 1975).
///
/// The autocorrelation at lag 0 is increased by 1e-4 of itself (white noise at -40 dB) and by white noise of power
/// `noisePower` (per sample, in squared signal units), so that the filter exists for silence and pure tones as well.
/// All zeros of A lie inside the unit circle. Returns the p + 1 coefficients, the first of which is 1. Requires a frame
/// of at least one sample and order >= 0.
[[nodiscard]] std::vector<double> predictionErrorFilter(std::span<const double> frame, int order,
                                                        double noisePower = 1e-9);

} // namespace dequantizer
