#pragma once

#include "Algorithm/Matrix.h"
#include "Training/ProductKernels.h"

#include <hwy/aligned_allocator.h>

#include <cstddef>

namespace dequantizer
{

/// The left factor of matrix products, in the memory order that ProductKernels read. Packing takes about as long as the
/// product with one or two columns, so it is worthwhile if a matrix is used more than once.
class PackedMatrix
{
public:
    explicit PackedMatrix(const ProductKernels& selected = productKernels()) : kernels(&selected) {}

    /// Packs `matrix`, [rows, depth]. Reuses the memory if it is large enough. Throws std::bad_alloc.
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

/// The product left right, computed by the same kernels: [rows, depth] times [depth, columns].
[[nodiscard]] Matrix<float> product(const Matrix<float>& left, const Matrix<float>& right);

} // namespace dequantizer
