#pragma once

#include <Eigen/Core>

namespace dequantizer
{

/// A dense matrix of any size, stored by columns: a batch of m frames of n samples is n x m, one frame per column.
template <typename Scalar>
using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;

/// A dense column vector of any length.
template <typename Scalar>
using Vector = Eigen::Matrix<Scalar, Eigen::Dynamic, 1>;

} // namespace dequantizer
