#pragma once

#include <cstddef>

namespace dequantizer
{

/// The element-wise functions of DenseBounds.h, compiled once for each instruction set. `count` is a multiple of 8, and
/// all arrays are aligned to 32 bytes.
struct DenseBoundKernels
{
    /// f = 0.3 ln(inverseSquare u^2 + 0.02), where `inverseSquare` is 1 / Delta^2.
    void (*features)(const float* u, float inverseSquare, float* f, std::size_t count) noexcept;

    /// a = max(0, sum). `a` may be `sum`.
    void (*rectify)(const float* sum, float* a, std::size_t count) noexcept;

    /// b = exp(clip(sum + d f, -6, 4)). `b` may be `sum`.
    void (*bounds)(const float* sum, const float* d, const float* f, float* b, std::size_t count) noexcept;
};

/// The kernels for the best instruction set of this processor. The first call detects the processor: do not call it on
/// the audio thread.
[[nodiscard]] const DenseBoundKernels& denseBoundKernels();

} // namespace dequantizer
