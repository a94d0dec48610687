#pragma once

#include "Model/Model.h"
#include "Realtime/FrameSolver.h"

#include <memory>

namespace dequantizer
{

/// The number format of a frame solver for a dense operator.
enum class Arithmetic
{
    fixedPoint,   ///< K in 16 bits: faster, and the same samples on every processor with vectors
    floatingPoint ///< everything in float
};

/// Creates a solver for the operator of `model`, at its sample rate, and `channels` >= 1 channels, for frames that
/// are `hop` >= 1 samples apart, with the best
/// instruction set of this processor. On a processor without vectors, and for a Fourier model, it always uses floating
/// point. Allocates.
[[nodiscard]] std::unique_ptr<FrameSolver> makeFrameSolver(const Model& model, int channels, int hop,
                                                           Arithmetic arithmetic);

} // namespace dequantizer
