#pragma once

#include "Algorithm/Matrix.h"
#include "Realtime/AlignedArray.h"
#include "Realtime/FixedPointKernels.h"
#include "Realtime/FrameSolver.h"

namespace dequantizer
{

/// A FusedFrameSolver with K in 16 bits, which halves the memory traffic and doubles the elements per vector.
///
/// Each row of K is rounded to 13 bits and a sign, relative to its largest element. The iterates tolerate this because
/// the problem is bounded. psi lies in [-1, 1] (15 bits and a sign). ybar lies within 1.5 cells of x, so K ybar = K x +
/// K (ybar - x) needs only the difference in 16 bits (14 bits and a sign, relative to the cell rather than to the
/// signal). K x is computed once per frame, from x with twice as many bits. Products are summed in 32-bit integers that
/// cannot overflow, then in float; y and psi themselves are stored in float.
///
/// The solution of a channel does not depend on the other channels or their number. The first iteration of a frame
/// takes one and a half times as long as the others.
class FixedPointFrameSolver final : public FrameSolver
{
public:
    /// K is [k, n], k, n >= 1; channels >= 1.
    FixedPointFrameSolver(const Matrix<float>& K, int channels, const FixedPointKernels& kernels);

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
    void holdRows(const Matrix<float>& K);
    [[nodiscard]] bool runFits(std::size_t columnsOfRun) const;
    [[nodiscard]] std::size_t longestRun() const;

    [[nodiscard]] std::span<float> frame(const AlignedArray<float>& array, int channel) const noexcept
    {
        return {array.get() + static_cast<std::size_t>(channel) * arrays.columns, n};
    }

    const FixedPointKernels& kernels;
    const std::size_t n;
    FixedPointArrays arrays{};
    AlignedArray<std::int16_t> blockedRows, deviation, coarse, fine;
    AlignedArray<float> rowScale, dualWeight, blockScale, deviationScale, coarseScale;
    AlignedArray<float> x, lowerBound, upperBound, primal, adjoint, dual, analysed;
    std::size_t block = 0; // the next block to process
    bool firstIteration = true;
};

} // namespace dequantizer
