#include "Realtime/FusedFrameSolver.h"

#include <algorithm>

namespace dequantizer
{

namespace
{
// The number of floats in the longest vector of any instruction set, and in a cache line.
constexpr std::size_t padding = 16;
} // namespace

FusedFrameSolver::FusedFrameSolver(const Matrix<float>& K, int channels, const FusedKernels& fusedKernels)
    : kernels(fusedKernels), n(static_cast<std::size_t>(K.cols()))
{
    constexpr std::size_t blockRows = FusedKernels::rowsPerBlock;
    const auto k = static_cast<std::size_t>(K.rows());
    arrays.blocks = roundUp(k, blockRows) / blockRows;
    arrays.columns = roundUp(n, padding);
    arrays.channels = static_cast<std::size_t>(channels);

    blockedRows = zeros<float>(arrays.blocks * blockRows * arrays.columns);
    for (std::size_t row = 0; row < k; ++row)
        for (std::size_t column = 0; column < n; ++column)
        {
            const std::size_t lane = column % kernels.lanes;
            const std::size_t group = row / blockRows * (arrays.columns / kernels.lanes) + column / kernels.lanes;
            blockedRows[(group * blockRows + row % blockRows) * kernels.lanes + lane] =
                K(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column));
        }

    for (auto* array : {&x, &lowerBound, &upperBound, &primal, &extrapolated, &adjoint})
        *array = zeros<float>(arrays.channels * arrays.columns);
    dual = zeros<float>(arrays.channels * arrays.blocks * blockRows);
    arrays.blockedRows = blockedRows.get();
    arrays.dual = dual.get();
    arrays.primal = primal.get();
    arrays.extrapolated = extrapolated.get();
    arrays.adjoint = adjoint.get();
    arrays.lower = lowerBound.get();
    arrays.upper = upperBound.get();
}

void FusedFrameSolver::start(const StepSizes& steps) noexcept
{
    arrays.sigma = static_cast<float>(steps.sigma);
    arrays.tau = static_cast<float>(steps.tau);
    arrays.theta = static_cast<float>(steps.theta);
    const std::size_t size = arrays.channels * arrays.columns;
    std::copy_n(x.get(), size, primal.get());
    std::copy_n(x.get(), size, extrapolated.get());
    std::fill_n(adjoint.get(), size, 0.0f);
    std::fill_n(dual.get(), arrays.channels * arrays.blocks * FusedKernels::rowsPerBlock, 0.0f);
    block = 0;
}

void FusedFrameSolver::advance(long portions) noexcept
{
    for (auto left = static_cast<std::size_t>(portions); left > 0;)
    {
        const std::size_t count = std::min(left, arrays.blocks - block);
        kernels.visitBlocks(arrays, block, block + count);
        left -= count;
        block += count;
        if (block == arrays.blocks)
        {
            kernels.updatePrimal(arrays);
            block = 0;
        }
    }
}

} // namespace dequantizer
