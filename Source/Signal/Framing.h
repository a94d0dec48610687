#pragma once

#include "Algorithm/Matrix.h"

#include <span>
#include <vector>

namespace dequantizer
{

/// Cuts `signal` into frames of `frameLength` samples. The first starts at sample 0, the others follow every `hop`
/// samples: [n, m], one frame per column. Only complete frames are returned; a signal shorter than a frame gives m = 0.
/// Requires frameLength >= 1 and hop >= 1.
[[nodiscard]] Matrix<float> cutFrames(std::span<const float> signal, int frameLength, int hop);

/// Overlap-adds frames, each weighted by overlapAddWindow(). This inverts cutFrames() wherever the full number of
/// frames overlap: everywhere if the hop is n; otherwise everywhere except the first and last n - hop samples, which
/// are faded. The result has (m - 1) hop + n samples, or none if m = 0. Requires 1 <= hop <= n.
[[nodiscard]] std::vector<float> overlapAdd(const Matrix<float>& frames, int hop);

} // namespace dequantizer
