#include "Realtime/RowwiseFrameSolver.h"

#include <algorithm>

namespace dequantizer
{

namespace
{
// Some 2000 multiplications a portion at n = 320: about a microsecond.
constexpr Eigen::Index rowsPerPortion = 8;

// Written so that a NaN (an overflow inside the iteration) becomes the lower limit: the output stays in its cell.
float limit(float value, float low, float high) noexcept
{
    return value > low ? (value < high ? value : high) : low;
}
} // namespace

RowwiseFrameSolver::RowwiseFrameSolver(const Matrix<float>& analysis, int channels) : K(analysis.transpose())
{
    const auto n = K.rows();
    for (auto* matrix : {&x, &lowerBound, &upperBound, &primal, &extrapolated, &adjoint})
        matrix->setZero(n, channels);
    dual.setZero(K.cols(), channels);
}

void RowwiseFrameSolver::start(const StepSizes& steps) noexcept
{
    sigma = static_cast<float>(steps.sigma);
    tau = static_cast<float>(steps.tau);
    theta = static_cast<float>(steps.theta);
    primal = x;
    extrapolated = x;
    dual.setZero();
    adjoint.setZero();
    portion = 0;
}

int RowwiseFrameSolver::portionsPerIteration() const noexcept
{
    return static_cast<int>((K.cols() + rowsPerPortion - 1) / rowsPerPortion);
}

void RowwiseFrameSolver::advance(long portions) noexcept
{
    const int perIteration = portionsPerIteration();
    for (long done = 0; done < portions; ++done)
    {
        const auto begin = portion * rowsPerPortion;
        visitRows(begin, std::min(begin + rowsPerPortion, K.cols()));
        if (++portion == perIteration)
        {
            updatePrimal();
            portion = 0;
        }
    }
}

void RowwiseFrameSolver::visitRows(Eigen::Index begin, Eigen::Index end) noexcept
{
    for (Eigen::Index row = begin; row < end; ++row)
    {
        for (Eigen::Index channel = 0; channel < dual.cols(); ++channel)
        {
            float& psi = dual(row, channel);
            psi = limit(psi + sigma * K.col(row).dot(extrapolated.col(channel)), -1.0f, 1.0f);
            adjoint.col(channel) += psi * K.col(row);
        }
    }
}

void RowwiseFrameSolver::updatePrimal() noexcept
{
    for (Eigen::Index i = 0; i < primal.size(); ++i)
    {
        const float before = primal.data()[i];
        const float after = limit(before - tau * adjoint.data()[i], lowerBound.data()[i], upperBound.data()[i]);
        primal.data()[i] = after;
        extrapolated.data()[i] = after + theta * (after - before);
    }
    adjoint.setZero();
}

std::span<const float> RowwiseFrameSolver::solution(int channel) const noexcept
{
    return {primal.col(channel).data(), static_cast<std::size_t>(primal.rows())};
}

} // namespace dequantizer
