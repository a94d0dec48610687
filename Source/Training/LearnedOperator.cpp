#include "Training/LearnedOperator.h"

#include "Algorithm/CosineTransform.h"
#include "Algorithm/PowerIteration.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace dequantizer
{

LearnedOperator::LearnedOperator(Basis coordinates, const Matrix<float>& initial)
    : rows(initial.rows()), columns(initial.cols()), K(initial)
{
    if (coordinates == Basis::cosine)
        basis = cosineTransform<float>(columns);
    // Any fixed start is suitable as long as no singular vector is orthogonal to it.
    constexpr int firstNormIterations = 200;
    right = Vector<float>::NullaryExpr(columns, [](Eigen::Index i)
                                       { return 1.0f + 0.5f * std::sin(static_cast<float>(i * i)); });
    trackedNorm = powerIteration(K.matrix(), left, right, firstNormIterations);
}

Matrix<float> LearnedOperator::coordinatesOf(const Matrix<float>& initial) const
{
    return basis.size() > 0 ? product(initial, basis.transpose()) : initial;
}

Matrix<float> LearnedOperator::operatorOf(std::span<const float> coordinates) const
{
    const Eigen::Map<const Matrix<float>> matrix(coordinates.data(), rows, columns);
    if (basis.size() > 0)
        return product(matrix, basis);
    return matrix;
}

void LearnedOperator::set(std::span<const float> coordinates)
{
    K.assign(operatorOf(coordinates));
    previousRight = right;
    trackedNorm = powerIteration(K.matrix(), left, right, 1);
}

void LearnedOperator::pullBack(Matrix<float> operatorGradient, double normGradient, std::span<float> gradient) const
{
    // d||K|| / dK = u v^T
    if (normGradient != 0.0)
        operatorGradient.noalias() += (static_cast<float>(normGradient) * left) * right.transpose();
    if (basis.size() > 0)
        operatorGradient = product(operatorGradient, basis.transpose());
    std::copy_n(operatorGradient.data(), size(), gradient.begin());
}

std::vector<float> LearnedOperator::trackedState() const
{
    return {previousRight.data(), previousRight.data() + previousRight.size()};
}

void LearnedOperator::setTrackedState(std::span<const float> state)
{
    assert(state.size() == static_cast<std::size_t>(columns));
    right = Eigen::Map<const Vector<float>>(state.data(), columns);
}

} // namespace dequantizer
