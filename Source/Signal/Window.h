#pragma once

#include <vector>

namespace dequantizer
{

/// The synthesis window for overlap-add of frames of `frameLength` samples every `hop` samples: a sine-squared window
///
///     w_i = sin^2(pi (i + 1/2) / n),
///
/// divided at each sample by the sum of all shifted windows there. The weights of a sample then add up to one for every
/// hop in 1 .. n, so the output is a convex combination of feasible frames and is feasible itself. If the hop is n no
/// windows overlap and every weight is 1.
///
/// Requires 1 <= hop <= frameLength.
[[nodiscard]] std::vector<float> overlapAddWindow(int frameLength, int hop);

} // namespace dequantizer
