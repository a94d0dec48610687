#include "Realtime/BlockedMatrix.h"

namespace dequantizer
{

namespace
{
// The number of floats in the longest vector of any instruction set, and in a cache line.
constexpr std::size_t padding = 16;
} // namespace

BlockedMatrix::BlockedMatrix(const Matrix<float>& matrix, std::size_t lanes)
    : blocks(roundUp(static_cast<std::size_t>(matrix.rows()), FusedKernels::rowsPerBlock) / FusedKernels::rowsPerBlock),
      columns(roundUp(static_cast<std::size_t>(matrix.cols()), padding)),
      values(zeros<float>(blocks * FusedKernels::rowsPerBlock * columns))
{
    constexpr std::size_t blockRows = FusedKernels::rowsPerBlock;
    for (std::size_t row = 0; row < static_cast<std::size_t>(matrix.rows()); ++row)
        for (std::size_t column = 0; column < static_cast<std::size_t>(matrix.cols()); ++column)
        {
            const std::size_t group = row / blockRows * (columns / lanes) + column / lanes;
            values[(group * blockRows + row % blockRows) * lanes + column % lanes] =
                matrix(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column));
        }
}

} // namespace dequantizer
