#pragma once

#include "Algorithm/Matrix.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>

namespace dequantizer
{

/// ||K||_2, the largest singular value of K, in double precision. K is any k x n matrix of finite values, k, n >= 1.
///
/// Takes the largest eigenvalue of the smaller of the two Gram matrices. That loses accuracy for the small singular
/// values only; the largest keeps a relative error near machine precision.
template <typename Derived>
[[nodiscard]] double spectralNorm(const Eigen::MatrixBase<Derived>& K)
{
    const Matrix<double> wide = K.template cast<double>();
    Matrix<double> gram;
    if (wide.rows() < wide.cols())
        gram.noalias() = wide * wide.transpose();
    else
        gram.noalias() = wide.transpose() * wide;

    const Eigen::SelfAdjointEigenSolver<Matrix<double>> eigen(gram, Eigen::EigenvaluesOnly);
    return std::sqrt(std::max(0.0, eigen.eigenvalues().maxCoeff()));
}

} // namespace dequantizer
