#pragma once

#include "Training/PackedMatrix.h"

namespace dequantizer
{

/// K in single precision, packed for fast products: an operator for the templates of Algorithm/, see AnalysisOperator
/// and OperatorProducts.h. All threads of a training run can read it at once.
class PackedOperator
{
public:
    using Scalar = float;
    using Parameters = Matrix<float>; ///< K itself
    static constexpr Eigen::Index components = 1;

    /// `K` is [k, n].
    explicit PackedOperator(Matrix<float> K, const ProductKernels& kernels = productKernels());

    /// Replaces K.
    void assign(Matrix<float> K);

    [[nodiscard]] Eigen::Index rows() const noexcept { return K.rows(); }
    [[nodiscard]] Eigen::Index cols() const noexcept { return K.cols(); }
    [[nodiscard]] const Matrix<float>& matrix() const noexcept { return K; }

    [[nodiscard]] Eigen::Index frameLength() const noexcept { return K.cols(); }
    [[nodiscard]] const Vector<float>& rowWeights() const noexcept { return weights; }
    void apply(const Matrix<float>& frames, Matrix<float>& coefficients) const;
    void applyAdjoint(const Matrix<float>& coefficients, Matrix<float>& frames) const;
    [[nodiscard]] Matrix<float> zeroGradient() const { return Matrix<float>::Zero(K.rows(), K.cols()); }
    void addGradient(float factor, const Matrix<float>& coefficients, const Matrix<float>& frames,
                     Matrix<float>& gradient) const;

    friend void addProduct(const PackedOperator& K, float scale, const Matrix<float>& frames, Matrix<float>& target);
    friend void addAdjointProduct(const PackedOperator& K, float scale, const Matrix<float>& dual,
                                  Matrix<float>& target);

private:
    const ProductKernels* kernels;
    Matrix<float> K;
    Vector<float> weights; // ones
    PackedMatrix forward, adjoint;
};

inline void addOuterProduct(const PackedOperator& K, const Matrix<float>& dual, const Matrix<float>& frames,
                            Matrix<float>& target)
{
    K.addGradient(1.0f, dual, frames, target);
}

[[nodiscard]] inline const Matrix<float>& matrixOf(const PackedOperator& K) noexcept
{
    return K.matrix();
}

} // namespace dequantizer
