#pragma once

#include "Algorithm/Matrix.h"
#include "Realtime/AlignedArray.h"
#include "Realtime/FrameSolver.h"
#include "Realtime/FusedKernels.h"

namespace dequantizer
{

/// A FrameSolver that reads K once an iteration: each block of rows yields its dual values, and their share of K^T psi
/// is added up in the same visit, while the block is still in the nearest cache. K^T psi is complete when the last
/// block is done, and the primal update follows. A portion is a block.
///
/// Uses the best instruction set of the processor unless told otherwise. What a channel's solution is does not depend
/// on the other channels, nor on how many there are.
class FusedFrameSolver final : public FrameSolver
{
public:
    /// K is [k, n], k, n >= 1; channels >= 1.
    FusedFrameSolver(const Matrix<float>& K, int channels, const FusedKernels& kernels = fusedKernels());

    [[nodiscard]] int frameLength() const noexcept override { return static_cast<int>(n); }
    [[nodiscard]] std::span<float> input(int channel) noexcept override { return frame(x, channel); }
    [[nodiscard]] std::span<float> lower(int channel) noexcept override { return frame(lowerBound, channel); }
    [[nodiscard]] std::span<float> upper(int channel) noexcept override { return frame(upperBound, channel); }
    void start(const StepSizes& steps) noexcept override;
    [[nodiscard]] long portions(int iterations) const noexcept override
    {
        return static_cast<long>(iterations) * static_cast<long>(arrays.blocks);
    }
    void advance(long portions) noexcept override;
    [[nodiscard]] std::span<const float> solution(int channel) const noexcept override
    {
        return frame(primal, channel);
    }

private:
    [[nodiscard]] std::span<float> frame(const AlignedArray<float>& array, int channel) const noexcept
    {
        return {array.get() + static_cast<std::size_t>(channel) * arrays.columns, n};
    }

    const FusedKernels& kernels;
    const std::size_t n;
    FusedArrays arrays{};
    AlignedArray<float> blockedRows, x, lowerBound, upperBound, primal, extrapolated, adjoint, dual;
    std::size_t block = 0; // the next to visit
};

} // namespace dequantizer
