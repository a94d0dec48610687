#pragma once

#include "Algorithm/Matrix.h"

namespace dequantizer
{

/// Where K starts, [rows, frameLength]: cosines of as many frequencies as there are rows, evenly over the whole band,
/// because a frequency that no row sees is never restored. For k = n the orthonormal DCT-II; for k > n the DCT-II of k
/// samples cut to n, a tight frame (K^T K = I); for k < n the DCT-IV of k samples continued to n.
[[nodiscard]] Matrix<float> initialOperator(int rows, int frameLength);

} // namespace dequantizer
