#include "Realtime/MakeFrameSolver.h"

#include "Operator/WindowedFourier.h"
#include "Realtime/FixedPointFrameSolver.h"
#include "Realtime/FourierFrameSolver.h"
#include "Realtime/FusedFrameSolver.h"

namespace dequantizer
{

std::unique_ptr<FrameSolver> makeFrameSolver(const Model& model, int channels, int hop, Arithmetic arithmetic)
{
    const StreamTiming timing{model.sampleRate, hop};
    if (model.fourier)
        return std::make_unique<FourierFrameSolver>(model.fourier->parameters, sineWindow<float>(model.frameLength()),
                                                    timing, channels);
    if (model.denseBounds)
        return std::make_unique<FusedFrameSolver>(model.K, *model.denseBounds, timing, channels, fusedKernels());
    if (arithmetic == Arithmetic::fixedPoint)
        if (const auto* kernels = fixedPointKernels())
            return std::make_unique<FixedPointFrameSolver>(model.K, channels, *kernels);
    return std::make_unique<FusedFrameSolver>(model.K, channels, fusedKernels());
}

} // namespace dequantizer
