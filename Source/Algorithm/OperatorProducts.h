#pragma once

#include "Algorithm/Matrix.h"

namespace dequantizer
{

// What the iteration and its gradients need of an operator K, [k, n], beside rows() and cols(). These are the products
// of a plain matrix; another kind of operator comes with overloads of its own.

/// target += scale K frames, with `frames` [n, m] and `target` [k, m].
template <typename Scalar>
void addProduct(const Matrix<Scalar>& K, Scalar scale, const Matrix<Scalar>& frames, Matrix<Scalar>& target)
{
    target.noalias() += scale * (K * frames);
}

/// target += scale K^T dual, with `dual` [k, m] and `target` [n, m].
template <typename Scalar>
void addAdjointProduct(const Matrix<Scalar>& K, Scalar scale, const Matrix<Scalar>& dual, Matrix<Scalar>& target)
{
    target.noalias() += scale * (K.transpose() * dual);
}

/// target += dual frames^T, [k, n]: the derivative of <dual, K frames> with respect to K.
template <typename Scalar>
void addOuterProduct(const Matrix<Scalar>&, const Matrix<Scalar>& dual, const Matrix<Scalar>& frames,
                     Matrix<Scalar>& target)
{
    target.noalias() += dual * frames.transpose();
}

/// The entries of K.
template <typename Scalar>
[[nodiscard]] const Matrix<Scalar>& matrixOf(const Matrix<Scalar>& K) noexcept
{
    return K;
}

} // namespace dequantizer
