#include "Training/PackedOperator.h"

#include "Algorithm/AnalysisOperator.h"

#include <algorithm>

namespace dequantizer
{

static_assert(AnalysisOperator<PackedOperator>);

PackedOperator::PackedOperator(Matrix<float> operatorMatrix, const ProductKernels& selected)
    : kernels(&selected), forward(selected), adjoint(selected)
{
    assign(std::move(operatorMatrix));
}

void PackedOperator::assign(Matrix<float> operatorMatrix)
{
    K = std::move(operatorMatrix);
    weights.setOnes(K.rows());
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

void PackedOperator::apply(const Matrix<float>& frames, Matrix<float>& coefficients) const
{
    coefficients.setZero(rows(), frames.cols());
    addProduct(*this, 1.0f, frames, coefficients);
}

void PackedOperator::applyAdjoint(const Matrix<float>& coefficients, Matrix<float>& frames) const
{
    frames.setZero(frameLength(), coefficients.cols());
    addAdjointProduct(*this, 1.0f, coefficients, frames);
}

void PackedOperator::addGradient(float factor, const Matrix<float>& coefficients, const Matrix<float>& frames,
                                 Matrix<float>& gradient) const
{
    // Short enough for a panel and the frames it is multiplied with to stay in cache.
    constexpr Eigen::Index stretch = 128;
    PackedMatrix packed(*kernels);
    for (Eigen::Index start = 0; start < coefficients.cols(); start += stretch)
    {
        const auto count = std::min(stretch, coefficients.cols() - start);
        packed.pack(coefficients.middleCols(start, count));
        packed.addProductWithTransposed(factor, frames.middleCols(start, count), gradient);
    }
}

} // namespace dequantizer
