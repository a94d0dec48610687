#include "Training/PackedMatrix.h"

#include <algorithm>
#include <cassert>
#include <new>

namespace dequantizer
{

namespace
{
std::size_t size(Eigen::Index value)
{
    return static_cast<std::size_t>(value);
}
} // namespace

void PackedMatrix::pack(const Eigen::Ref<const Matrix<float>>& matrix)
{
    rows = matrix.rows();
    depth = matrix.cols();
    pack(matrix.data(), 1, matrix.outerStride());
}

void PackedMatrix::packTransposed(const Eigen::Ref<const Matrix<float>>& matrix)
{
    rows = matrix.cols();
    depth = matrix.rows();
    pack(matrix.data(), matrix.outerStride(), 1);
}

void PackedMatrix::pack(const float* matrix, Eigen::Index rowStride, Eigen::Index depthStride)
{
    const auto panelRows = static_cast<Eigen::Index>(kernels->panelRows);
    const auto panelCount = (rows + panelRows - 1) / panelRows;
    if (const auto needed = size(panelCount * panelRows * depth); needed > capacity)
    {
        panels = hwy::AllocateAligned<float>(needed);
        if (panels == nullptr)
            throw std::bad_alloc();
        capacity = needed;
    }
    float* packed = panels.get();
    for (Eigen::Index row = 0; row < rows; row += panelRows)
    {
        const auto existing = std::min(panelRows, rows - row);
        for (Eigen::Index p = 0; p < depth; ++p, packed += panelRows)
        {
            const float* const source = matrix + row * rowStride + p * depthStride;
            if (rowStride == 1)
                std::copy_n(source, existing, packed);
            else
                for (Eigen::Index i = 0; i < existing; ++i)
                    packed[i] = source[i * rowStride];
            std::fill(packed + existing, packed + panelRows, 0.0f);
        }
    }
}

void PackedMatrix::addProduct(float scale, const Eigen::Ref<const Matrix<float>>& right, Matrix<float>& target) const
{
    assert(right.rows() == depth && target.rows() == rows && target.cols() == right.cols());
    kernels->addProduct({panels.get(), size(rows), size(depth), right.data(), 1, size(right.outerStride()),
                         size(right.cols()), scale, target.data(), size(target.rows())});
}

void PackedMatrix::addProductWithTransposed(float scale, const Eigen::Ref<const Matrix<float>>& right,
                                            Matrix<float>& target) const
{
    assert(right.cols() == depth && target.rows() == rows && target.cols() == right.rows());
    kernels->addProduct({panels.get(), size(rows), size(depth), right.data(), size(right.outerStride()), 1,
                         size(right.rows()), scale, target.data(), size(target.rows())});
}

Matrix<float> product(const Matrix<float>& left, const Matrix<float>& right)
{
    PackedMatrix packed;
    packed.pack(left);
    Matrix<float> result = Matrix<float>::Zero(left.rows(), right.cols());
    packed.addProduct(1.0f, right, result);
    return result;
}

} // namespace dequantizer
