#pragma once

#include "Algorithm/AnalysisOperator.h"

#include <utility>

namespace dequantizer
{

/// K as a matrix of real rows, [k, n].
template <typename ScalarType>
class DenseOperator
{
public:
    using Scalar = ScalarType;
    using Parameters = Matrix<Scalar>; ///< K itself
    static constexpr Eigen::Index components = 1;

    explicit DenseOperator(Matrix<Scalar> matrix) : K(std::move(matrix)), weights(Vector<Scalar>::Ones(K.rows())) {}

    [[nodiscard]] Eigen::Index rows() const noexcept { return K.rows(); }
    [[nodiscard]] Eigen::Index frameLength() const noexcept { return K.cols(); }
    [[nodiscard]] const Vector<Scalar>& rowWeights() const noexcept { return weights; }

    void apply(const Matrix<Scalar>& frames, Matrix<Scalar>& coefficients) const
    {
        coefficients.noalias() = K * frames;
    }

    void applyAdjoint(const Matrix<Scalar>& coefficients, Matrix<Scalar>& frames) const
    {
        frames.noalias() = K.transpose() * coefficients;
    }

    [[nodiscard]] Parameters zeroGradient() const { return Matrix<Scalar>::Zero(K.rows(), K.cols()); }

    void addGradient(Scalar factor, const Matrix<Scalar>& coefficients, const Matrix<Scalar>& frames,
                     Parameters& gradient) const
    {
        gradient.noalias() += factor * (coefficients * frames.transpose());
    }

private:
    Matrix<Scalar> K;
    Vector<Scalar> weights;
};

} // namespace dequantizer
