#pragma once

#include "Algorithm/Matrix.h"
#include "Realtime/FrameSolver.h"

#include <memory>

namespace dequantizer
{

/// What a frame solver computes with.
enum class Arithmetic
{
    fixedPoint,   ///< K in 16 bits: faster, the same samples on every processor that has vectors
    floatingPoint ///< everything in float
};

/// A solver for K, [k, n], and `channels` >= 1 channels, with the best instructions of this processor. One without
/// vectors gets floating point, whatever was asked for. Allocates.
[[nodiscard]] std::unique_ptr<FrameSolver> makeFrameSolver(const Matrix<float>& K, int channels, Arithmetic arithmetic);

} // namespace dequantizer
