#pragma once

#include "Algorithm/Matrix.h"
#include "Training/ProductKernels.h"

#include <hwy/aligned_allocator.h>

#include <cstddef>

namespace dequantizer
{

/// A matrix in the order in which ProductKernels read it, for products with it on the left. Packing costs about as much
/// as the product with one or two columns, so it pays where a matrix is used more than once.
class PackedMatrix
{
public:
    explicit PackedMatrix(const ProductKernels& selected = productKernels()) : kernels(&selected) {}

    /// Packs `matrix`, [rows, depth]. Memory is used again where it suffices. Throws std::bad_alloc.
    void pack(const Eigen::Ref<const Matrix<float>>& matrix);

    /// Packs the transpose of `matrix`, [depth, rows].
    void packTransposed(const Eigen::Ref<const Matrix<float>>& matrix);

    /// target += scale A right, with `right` [depth, columns] and `target` [rows, columns].
    void addProduct(float scale, const Eigen::Ref<const Matrix<float>>& right, Matrix<float>& target) const;

    /// target += scale A right^T, with `right` [columns, depth] and `target` [rows, columns].
    void addProductWithTransposed(float scale, const Eigen::Ref<const Matrix<float>>& right,
                                  Matrix<float>& target) const;

private:
    void pack(const float* matrix, Eigen::Index rowStride, Eigen::Index depthStride);

    const ProductKernels* kernels;
    Eigen::Index rows = 0, depth = 0;
    std::size_t capacity = 0; ///< floats
    hwy::AlignedFreeUniquePtr<float[]> panels;
};

/// left right, by the same kernels: [rows, depth] times [depth, columns].
[[nodiscard]] Matrix<float> product(const Matrix<float>& left, const Matrix<float>& right);

} // namespace dequantizer
