#pragma once

#include "Algorithm/Matrix.h"
#include "Realtime/AlignedArray.h"
#include "Realtime/FusedKernels.h"

namespace dequantizer
{

/// A matrix in the layout of FusedArrays::blockedRows, padded with zeros.
struct BlockedMatrix
{
    /// `matrix` is [k, n], k, n >= 1; `lanes` is that of the kernels. Allocates.
    BlockedMatrix(const Matrix<float>& matrix, std::size_t lanes);

    std::size_t blocks;  ///< of FusedKernels::rowsPerBlock rows
    std::size_t columns; ///< a multiple of 16
    AlignedArray<float> values;
};

} // namespace dequantizer
