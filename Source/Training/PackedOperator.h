#pragma once

#include "Training/PackedMatrix.h"

namespace dequantizer
{

/// K in single precision, packed for fast products: an operator for the templates of Algorithm/. Read by all threads of
/// a training run at once.
class PackedOperator
{
public:
    /// `K` is [k, n].
    explicit PackedOperator(Matrix<float> K, const ProductKernels& kernels = productKernels());

    /// Replaces K.
    void assign(Matrix<float> K);

    [[nodiscard]] Eigen::Index rows() const noexcept { return K.rows(); }
    [[nodiscard]] Eigen::Index cols() const noexcept { return K.cols(); }
    [[nodiscard]] const Matrix<float>& matrix() const noexcept { return K; }

    /// See Algorithm/OperatorProducts.h.
    friend void addProduct(const PackedOperator& K, float scale, const Matrix<float>& frames, Matrix<float>& target);
    friend void addAdjointProduct(const PackedOperator& K, float scale, const Matrix<float>& dual,
                                  Matrix<float>& target);
    friend void addOuterProduct(const PackedOperator& K, const Matrix<float>& dual, const Matrix<float>& frames,
                                Matrix<float>& target);
    friend const Matrix<float>& matrixOf(const PackedOperator& K) noexcept { return K.K; }

private:
    const ProductKernels* kernels;
    Matrix<float> K;
    PackedMatrix forward, adjoint;
};

} // namespace dequantizer
