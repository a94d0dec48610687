#pragma once

#include "Algorithm/AnalysisOperator.h"

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
    for (Eigen::Index m = 0; m < argument.cols(); ++m)
    {
        const auto real = argument.col(m).head(k).array();
        const auto imaginary = argument.col(m).tail(k).array();
        const auto magnitude = (real.square() + imaginary.square()).sqrt();
        const auto bound = bounds.col(m).array();
        const Eigen::Array<Scalar, Eigen::Dynamic, 1> factor =
            (magnitude <= bound).select(Eigen::Array<Scalar, Eigen::Dynamic, 1>::Ones(k), bound / magnitude);
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
        const Column magnitude =
            (argument.col(m).head(k).array().square() + argument.col(m).tail(k).array().square()).sqrt();
        // The inverse is used only where the magnitude exceeds a bound >= 0.
        const Column inverse = (magnitude <= bound).select(zero, magnitude.inverse());
        const Column real = argument.col(m).head(k).array() * inverse;
        const Column imaginary = argument.col(m).tail(k).array() * inverse;
        auto gReal = delta.col(m).head(k).array();
        auto gImaginary = delta.col(m).tail(k).array();
        const Column along = gReal * real + gImaginary * imaginary;
        boundsGradient.col(m).array() += rowWeights.array() * along;
        const Column factor = (magnitude <= bound).select(Column::Ones(k), bound * inverse);
        gReal = factor * (gReal - along * real);
        gImaginary = factor * (gImaginary - along * imaginary);
    }
}

} // namespace dequantizer
