#pragma once

#include "Algorithm/Matrix.h"
#include "Realtime/FrameSolver.h"

#include <memory>

namespace dequantizer
{

/// The number format of a frame solver.
enum class Arithmetic
{
    fixedPoint,   ///< K in 16 bits: faster, and the same samples on every processor with vectors
    floatingPoint ///< everything in float
};

/// Creates a solver for K, [k, n], and `channels` >= 1 channels, with the best instruction set of this processor. On a
/// processor without vectors it always uses floating point. Allocates.
[[nodiscard]] std::unique_ptr<FrameSolver> makeFrameSolver(const Matrix<float>& K, int channels, Arithmetic arithmetic);

} // namespace dequantizer
