#pragma once

#include "Signal/Quantiser.h"

#include <span>
#include <vector>

namespace dequantizer
{

/// Consistent l1 minimisation, analysis variant: the signal within the cells with the sparsest spectrum,
///
///     minimise ||A y||_1   subject to   lower <= y <= upper   for every sample,
///
/// where A is a tight Gabor frame with a Hann window of 8192 samples at 44.1 kHz (186 ms, scaled with the rate) and a
/// hop of a quarter of it. Solved for the whole signal by `iterations` >= 0 steps of the Chambolle-Pock algorithm with
/// sigma tau = 1. Returns the same number of samples, all within their cells.
///
/// With `clean`, which has as many samples, the result is the iterate with the least squared error, the start included:
/// an oracle stop, which shows the best that the method can do.
///
/// Source: P. Zaviska, P. Rajmic and O. Mokry, "Audio dequantization using (co)sparse (non)convex methods", ICASSP
/// 2021. There, the step size is tabulated for each bit depth, and every file has an oracle stop; here tau = Delta /
/// 100.
[[nodiscard]] std::vector<float> gaborBaseline(std::span<const float> quantised, double sampleRate,
                                               const Quantiser& quantiser, int iterations,
                                               std::span<const float> clean = {});

} // namespace dequantizer
