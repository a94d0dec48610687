#pragma once

#include "Training/PackedMatrix.h"

namespace dequantizer
{

/// The matrix products of DenseBounds.h by the kernels of PackedMatrix.
struct PackedProducts
{
    using Argument = Eigen::Ref<const Matrix<float>>;

    static Matrix<float> multiply(const Argument& left, const Argument& right)
    {
        PackedMatrix packed;
        packed.pack(left);
        Matrix<float> result = Matrix<float>::Zero(left.rows(), right.cols());
        packed.addProduct(1.0f, right, result);
        return result;
    }

    static Matrix<float> multiplyTransposed(const Argument& left, const Argument& right)
    {
        PackedMatrix packed;
        packed.packTransposed(left);
        Matrix<float> result = Matrix<float>::Zero(left.cols(), right.cols());
        packed.addProduct(1.0f, right, result);
        return result;
    }

    static void addOuter(const Argument& left, const Argument& right, Matrix<float>& target)
    {
        PackedMatrix packed;
        packed.pack(left);
        packed.addProductWithTransposed(1.0f, right, target);
    }
};

} // namespace dequantizer
