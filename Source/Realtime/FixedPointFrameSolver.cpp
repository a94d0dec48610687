#include "Realtime/FixedPointFrameSolver.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace dequantizer
{

namespace
{
// The number of 16-bit integers in the longest vector of any instruction set, and in a cache line.
constexpr std::size_t columnPadding = 32;
constexpr std::size_t blockRows = FixedPointKernels::rowsPerBlock;
} // namespace

FixedPointFrameSolver::FixedPointFrameSolver(const Matrix<float>& K, int channels,
                                             const FixedPointKernels& fixedPointKernels)
    : kernels(fixedPointKernels), n(static_cast<std::size_t>(K.cols()))
{
    arrays.blocks = roundUp(static_cast<std::size_t>(K.rows()), blockRows) / blockRows;
    arrays.columns = roundUp(n, columnPadding);
    arrays.channels = static_cast<std::size_t>(channels);
    holdRows(K);
    arrays.columnsOfRun = longestRun();

    const std::size_t signalSize = arrays.channels * arrays.columns;
    const std::size_t dualSize = arrays.channels * arrays.blocks * blockRows;
    for (auto* array : {&x, &lowerBound, &upperBound, &primal, &adjoint})
        *array = zeros<float>(signalSize);
    for (auto* array : {&deviation, &coarse, &fine})
        *array = zeros<std::int16_t>(signalSize);
    for (auto* array : {&dual, &analysed})
        *array = zeros<float>(dualSize);
    for (auto* array : {&deviationScale, &coarseScale})
        *array = zeros<float>(arrays.channels);

    arrays.dual = dual.get();
    arrays.analysed = analysed.get();
    arrays.primal = primal.get();
    arrays.adjoint = adjoint.get();
    arrays.x = x.get();
    arrays.lower = lowerBound.get();
    arrays.upper = upperBound.get();
    arrays.deviation = deviation.get();
    arrays.coarse = coarse.get();
    arrays.fine = fine.get();
    arrays.deviationScale = deviationScale.get();
    arrays.coarseScale = coarseScale.get();
}

void FixedPointFrameSolver::holdRows(const Matrix<float>& K)
{
    blockedRows = zeros<std::int16_t>(arrays.blocks * blockRows * arrays.columns);
    rowScale = zeros<float>(arrays.blocks * blockRows);
    dualWeight = zeros<float>(arrays.blocks * blockRows);
    blockScale = zeros<float>(arrays.blocks);
    arrays.blockedRows = blockedRows.get();
    arrays.rowScale = rowScale.get();
    arrays.dualWeight = dualWeight.get();
    arrays.blockScale = blockScale.get();

    const auto k = static_cast<std::size_t>(K.rows());
    for (std::size_t row = 0; row < k; ++row)
    {
        const float largest = K.row(static_cast<Eigen::Index>(row)).cwiseAbs().maxCoeff();
        rowScale[row] = largest / FixedPointKernels::largestCoefficient;
        if (!(rowScale[row] > 0.0f))
            continue;
        for (std::size_t position = 0; position < arrays.columns; ++position)
        {
            const std::size_t column = kernels.columnAt(position);
            if (column >= n)
                continue;
            const std::size_t shorts = 2 * kernels.lanes;
            const std::size_t group = row / blockRows * (arrays.columns / shorts) + position / shorts;
            const double steps =
                static_cast<double>(K(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column))) /
                static_cast<double>(rowScale[row]);
            blockedRows[(group * blockRows + row % blockRows) * shorts + position % shorts] =
                static_cast<std::int16_t>(std::lround(steps));
        }
    }
    for (std::size_t b = 0; b < arrays.blocks; ++b)
    {
        const float* const scales = rowScale.get() + b * blockRows;
        const float largest = *std::max_element(scales, scales + blockRows);
        blockScale[b] = largest / FixedPointKernels::largestDual;
        for (std::size_t row = 0; row < blockRows; ++row)
            dualWeight[b * blockRows + row] =
                largest > 0.0f ? FixedPointKernels::largestDual * (scales[row] / largest) : 0.0f;
    }
}

// Whether every lane's sum over this many columns fits in 32 bits, for all rows.
bool FixedPointFrameSolver::runFits(std::size_t columnsOfRun) const
{
    constexpr auto largestSum =
        std::numeric_limits<std::int32_t>::max() / static_cast<std::int32_t>(FixedPointKernels::largestSample);
    const std::size_t shorts = 2 * kernels.lanes;
    std::vector<std::int32_t> sums(blockRows * kernels.lanes);
    for (std::size_t b = 0; b < arrays.blocks; ++b)
        for (std::size_t column = 0; column < arrays.columns; column += shorts)
        {
            if (column % columnsOfRun == 0)
                std::fill(sums.begin(), sums.end(), 0);
            const std::int16_t* const K = blockedRows.get() + (b * arrays.columns + column) * blockRows;
            for (std::size_t i = 0; i < blockRows * shorts; ++i)
            {
                auto& sum = sums[i / 2]; // two neighbours are added in one lane
                sum += std::abs(static_cast<std::int32_t>(K[i]));
                if (sum > largestSum)
                    return false;
            }
        }
    return true;
}

std::size_t FixedPointFrameSolver::longestRun() const
{
    const std::size_t shorts = 2 * kernels.lanes;
    const std::size_t vectors = arrays.columns / shorts;
    for (std::size_t runs = 1;; ++runs)
    {
        const std::size_t vectorsOfRun = roundUp(vectors, runs) / runs;
        if (vectorsOfRun <= FixedPointKernels::shortestRun || runFits(vectorsOfRun * shorts))
            return vectorsOfRun * shorts;
    }
}

void FixedPointFrameSolver::start(const StepSizes& steps) noexcept
{
    arrays.sigma = static_cast<float>(steps.sigma);
    arrays.tau = static_cast<float>(steps.tau);
    arrays.theta = static_cast<float>(steps.theta);
    const std::size_t size = arrays.channels * arrays.columns;
    std::copy_n(x.get(), size, primal.get());
    std::fill_n(adjoint.get(), size, 0.0f);
    kernels.start(arrays);
    firstIteration = true;
    block = 0;
}

void FixedPointFrameSolver::advance(long portions) noexcept
{
    for (auto left = static_cast<std::size_t>(portions); left > 0;)
    {
        const std::size_t count = std::min(left, arrays.blocks - block);
        (firstIteration ? kernels.visitBlocksFirst : kernels.visitBlocks)(arrays, block, block + count);
        left -= count;
        block += count;
        if (block == arrays.blocks)
        {
            kernels.updatePrimal(arrays);
            firstIteration = false;
            block = 0;
        }
    }
}

} // namespace dequantizer
