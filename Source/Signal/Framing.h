#pragma once

#include "Algorithm/Matrix.h"

#include <span>
#include <vector>

namespace dequantizer
{

/// Cuts `signal` into frames of `frameLength` samples, the first at sample 0 and one every `hop` samples: [n, m], one
/// frame a column. Only complete frames are taken, so a signal shorter than a frame gives m = 0. Requires frameLength
/// >= 1 and hop >= 1.
[[nodiscard]] Matrix<float> cutFrames(std::span<const float> signal, int frameLength, int hop);

/// Adds frames up again, each weighted by overlapAddWindow(): the inverse of cutFrames() wherever as many frames meet
/// as can (everywhere if the hop is n; elsewhere all but the first and last n - hop samples, which are faded). The
/// result has (m - 1) hop + n samples, or none if m = 0. Requires 1 <= hop <= n.
[[nodiscard]] std::vector<float> overlapAdd(const Matrix<float>& frames, int hop);

} // namespace dequantizer
