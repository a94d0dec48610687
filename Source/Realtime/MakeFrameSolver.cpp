#include "Realtime/MakeFrameSolver.h"

#include "Realtime/FixedPointFrameSolver.h"
#include "Realtime/FusedFrameSolver.h"

namespace dequantizer
{

std::unique_ptr<FrameSolver> makeFrameSolver(const Matrix<float>& K, int channels, Arithmetic arithmetic)
{
    if (arithmetic == Arithmetic::fixedPoint)
        if (const auto* kernels = fixedPointKernels())
            return std::make_unique<FixedPointFrameSolver>(K, channels, *kernels);
    return std::make_unique<FusedFrameSolver>(K, channels, fusedKernels());
}

} // namespace dequantizer
