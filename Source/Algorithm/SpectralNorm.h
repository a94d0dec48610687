#pragma once

#include "Algorithm/Matrix.h"

namespace dequantizer
{

/// spectralNorm() in double precision. A function of its own, because Eigen's eigenvalues take long to compile.
[[nodiscard]] double spectralNormOf(const Matrix<double>& K);

/// ||K||_2, the largest singular value of K, in double precision. K is any k x n matrix of finite values, k, n >= 1.
///
/// Takes the largest eigenvalue of the smaller of the two Gram matrices. That loses accuracy for the small singular
/// values only; the largest keeps a relative error near machine precision.
template <typename Derived>
[[nodiscard]] double spectralNorm(const Eigen::MatrixBase<Derived>& K)
{
    return spectralNormOf(K.template cast<double>());
}

} // namespace dequantizer
