#pragma once

#include "Algorithm/Matrix.h"
#include "Realtime/AlignedArray.h"
#include "Realtime/FrameSolver.h"
#include "Realtime/FusedKernels.h"

namespace dequantizer
{

/// A FrameSolver that reads K once per iteration. It computes the dual values of a block of rows and adds their share
/// of K^T psi in the same pass, while the block is still in the nearest cache. After the last block K^T psi is
/// complete, and the primal update follows. A portion is one block.
///
/// Uses the best instruction set of the processor by default. The solution of a channel does not depend on the other
/// channels or their number.
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
    std::size_t block = 0; // the next block to process
};

} // namespace dequantizer
