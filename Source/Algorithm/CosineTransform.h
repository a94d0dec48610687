#pragma once

#include "Algorithm/Matrix.h"

#include <cmath>
#include <numbers>

namespace dequantizer
{

/// The orthonormal DCT-II of `size` samples as a matrix [size, size]: row i is the i-th cosine, so that K y is the
/// spectrum of y, K^T K = I and ||K||_2 = 1. `size` >= 1.
template <typename Scalar>
[[nodiscard]] Matrix<Scalar> cosineTransform(Eigen::Index size)
{
    Matrix<Scalar> transform(size, size);
    const double constantRow = std::sqrt(1.0 / static_cast<double>(size));
    const double otherRows = std::sqrt(2.0 / static_cast<double>(size));
    for (Eigen::Index row = 0; row < size; ++row)
    {
        for (Eigen::Index column = 0; column < size; ++column)
        {
            // The cosine has period 4 size in this product, so reducing it first keeps the angle small and exact.
            const auto quarterTurns = static_cast<double>((row * (2 * column + 1)) % (4 * size));
            const double angle = std::numbers::pi * quarterTurns / static_cast<double>(2 * size);
            transform(row, column) = static_cast<Scalar>((row == 0 ? constantRow : otherRows) * std::cos(angle));
        }
    }
    return transform;
}

} // namespace dequantizer
