#pragma once

#include "Algorithm/Matrix.h"

namespace dequantizer
{

/// Power iteration for the largest singular value of K. Improves the singular vectors `left`, [k], and `right`, [n],
/// and returns their estimate of the norm, at most ||K||_2. `right` must not be 0. If K has changed little since the
/// last call, one iteration is enough.
template <typename Scalar>
double powerIteration(const Matrix<Scalar>& K, Vector<Scalar>& left, Vector<Scalar>& right, int iterations)
{
    double norm = 0.0;
    for (int i = 0; i < iterations; ++i)
    {
        right.normalize();
        left.noalias() = K * right;
        left.normalize();
        right.noalias() = K.transpose() * left;
        norm = static_cast<double>(right.norm());
    }
    right.normalize();
    return norm;
}

} // namespace dequantizer
