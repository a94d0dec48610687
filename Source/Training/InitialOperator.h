#pragma once

#include "Algorithm/Matrix.h"

namespace dequantizer
{

/// The initial K, [rows, frameLength]: one cosine per row, at frequencies spread evenly over the whole band, because a
/// frequency that no row covers is never restored. For k = n this is the orthonormal DCT-II; for k > n the DCT-II of k
/// samples cut to n, a tight frame (K^T K = I); for k < n the DCT-IV of k samples extended to n.
[[nodiscard]] Matrix<float> initialOperator(int rows, int frameLength);

} // namespace dequantizer
