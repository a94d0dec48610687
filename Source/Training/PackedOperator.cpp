#include "Training/PackedOperator.h"

#include <algorithm>

namespace dequantizer
{

PackedOperator::PackedOperator(Matrix<float> operatorMatrix, const ProductKernels& selected)
    : kernels(&selected), forward(selected), adjoint(selected)
{
    assign(std::move(operatorMatrix));
}

void PackedOperator::assign(Matrix<float> operatorMatrix)
{
    K = std::move(operatorMatrix);
    forward.pack(K);
    adjoint.packTransposed(K);
}

void addProduct(const PackedOperator& K, float scale, const Matrix<float>& frames, Matrix<float>& target)
{
    K.forward.addProduct(scale, frames, target);
}

void addAdjointProduct(const PackedOperator& K, float scale, const Matrix<float>& dual, Matrix<float>& target)
{
    K.adjoint.addProduct(scale, dual, target);
}

void addOuterProduct(const PackedOperator& K, const Matrix<float>& dual, const Matrix<float>& frames,
                     Matrix<float>& target)
{
    // Short enough for a panel and the frames that it meets to stay in the nearest caches.
    constexpr Eigen::Index stretch = 128;
    PackedMatrix packed(*K.kernels);
    for (Eigen::Index start = 0; start < dual.cols(); start += stretch)
    {
        const auto count = std::min(stretch, dual.cols() - start);
        packed.pack(dual.middleCols(start, count));
        packed.addProductWithTransposed(1.0f, frames.middleCols(start, count), target);
    }
}

} // namespace dequantizer
