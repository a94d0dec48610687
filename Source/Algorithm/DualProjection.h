#pragma once

#include "Algorithm/AnalysisOperator.h"

#include <limits>

namespace dequantizer
{

/// psi' = the nearest point of the dual constraint to z_D, row by row: clip(z, -b, b) for real rows, z min(1, b / |z|)
/// for complex rows. `argument` and `dual` are coefficients [components * k, m], `bounds` >= 0 is [k, m].
template <typename Scalar>
void projectOnBounds(const Matrix<Scalar>& argument, const Matrix<Scalar>& bounds, Matrix<Scalar>& dual)
{
    const auto k = bounds.rows();
    if (argument.rows() == k)
    {
        dual = argument.cwiseMax(-bounds).cwiseMin(bounds);
        return;
    }
    dual.resize(argument.rows(), argument.cols());
    Eigen::Array<Scalar, Eigen::Dynamic, 1> factor;
    for (Eigen::Index m = 0; m < argument.cols(); ++m)
    {
        const auto real = argument.col(m).head(k).array();
        const auto imaginary = argument.col(m).tail(k).array();
        const auto magnitude = (real.square() + imaginary.square()).sqrt();
        const auto bound = bounds.col(m).array();
        // b / b = 1 inside; the last limit matters if both are 0. Eigen does not vectorise select().
        factor = bound / magnitude.max(bound).max(std::numeric_limits<Scalar>::min());
        dual.col(m).head(k).array() = factor * real;
        dual.col(m).tail(k).array() = factor * imaginary;
    }
}

/// The transposed derivative of projectOnBounds() at `argument`: turns `delta` from the derivative of a loss with
/// respect to psi' into that with respect to z_D, and adds the derivative with respect to the bounds to
/// `boundsGradient`, [k, m]. `rowWeights` are those of the coefficients' inner product.
///
/// Where |z| <= b the projection is the identity. Elsewhere psi' = b z / |z|, so that for g = `delta` and e = z / |z|
///
///     dloss/db = w <g, e>        delta_D = b / |z| (g - <g, e> e),   which is 0 for a real row.
template <typename Scalar, typename Argument>
void projectOnBoundsBackward(const Eigen::MatrixBase<Argument>& argument, const Matrix<Scalar>& bounds,
                             const Vector<Scalar>& rowWeights, Matrix<Scalar>& delta, Matrix<Scalar>& boundsGradient)
{
    using Column = Eigen::Array<Scalar, Eigen::Dynamic, 1>;
    const auto k = bounds.rows();
    const Column zero = Column::Zero(k);
    Column magnitude, inverse;
    for (Eigen::Index m = 0; m < argument.cols(); ++m)
    {
        const auto bound = bounds.col(m).array();
        if (argument.rows() == k)
        {
            const auto z = argument.col(m).array();
            auto g = delta.col(m).array();
            boundsGradient.col(m).array() += (z.abs() <= bound).select(zero, rowWeights.array() * z.sign() * g);
            g = (z.abs() <= bound).select(g, zero);
            continue;
        }
        magnitude = (argument.col(m).head(k).array().square() + argument.col(m).tail(k).array().square()).sqrt();
        inverse = magnitude.max(std::numeric_limits<Scalar>::min()).inverse();
        const Scalar* const z = argument.col(m).data();
        Scalar* const g = delta.col(m).data();
        Scalar* const target = boundsGradient.col(m).data();
        // Compilers vectorise this loop, but not Eigen's select().
        for (Eigen::Index i = 0; i < k; ++i)
        {
            const bool outside = magnitude(i) > bound(i);
            const Scalar real = z[i] * inverse(i), imaginary = z[k + i] * inverse(i);
            const Scalar along = g[i] * real + g[k + i] * imaginary;
            const Scalar factor = bound(i) * inverse(i);
            const Scalar movedReal = factor * (g[i] - along * real);
            const Scalar movedImaginary = factor * (g[k + i] - along * imaginary);
            target[i] += outside ? rowWeights(i) * along : Scalar(0);
            g[i] = outside ? movedReal : g[i];
            g[k + i] = outside ? movedImaginary : g[k + i];
        }
    }
}

} // namespace dequantizer
