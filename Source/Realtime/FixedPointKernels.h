#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dequantizer
{

/// The operator and the iterates that the kernels work on, as raw arrays aligned to 64 bytes. n and k are padded with
/// zeros to `columns` (a multiple of 32) and `blocks` * FixedPointKernels::rowsPerBlock.
///
/// Signals in 16 bits stand in the order that FixedPointKernels::columnAt() describes. All integers are held so small
/// that no sum of products can leave 32 bits, whatever K is, see the limits below.
struct FixedPointArrays
{
    /// Each row of K divided by its `rowScale` and rounded, in [-8191, 8191], in blocks of 8 rows, in the order in
    /// which a block is read: [blocks][columns / (2 lanes)][8][2 lanes].
    const std::int16_t* blockedRows;
    const float* rowScale;   ///< [blocks * 8]
    const float* dualWeight; ///< 32767 rowScale / (the largest rowScale of the block), [blocks * 8]
    const float* blockScale; ///< (the largest rowScale of the block) / 32767, [blocks]
    std::size_t blocks, columns, channels;
    std::size_t columnsOfRun; ///< columns whose products are added up in 32 bits, a multiple of 2 lanes

    float* dual;                    ///< psi, [channels][blocks * 8]
    float* analysed;                ///< sigma K x, [channels][blocks * 8]
    float* primal;                  ///< y, [channels][columns]
    float* adjoint;                 ///< the part of K^T psi that is added up so far, [channels][columns]
    const float *x, *lower, *upper; ///< the frame and its cells, [channels][columns]

    std::int16_t* deviation; ///< (ybar - x) / deviationScale, [channels][columns]
    std::int16_t* coarse;    ///< x / coarseScale, rounded, [channels][columns]
    std::int16_t* fine;      ///< what is left of x, in coarseScale / finePerCoarse, [channels][columns]
    float* deviationScale;   ///< [channels]
    float* coarseScale;      ///< [channels]

    float sigma, tau, theta;
};

/// The steps of an iteration in which K, ybar - x and psi are 16 bit integers, compiled once for each instruction set.
/// All of them give the same samples, bit for bit.
struct FixedPointKernels
{
    static constexpr std::size_t rowsPerBlock = 8;

    // 8 products of a coefficient and a dual value stay below 2^31, and so do 16 of a coefficient and a sample: what a
    // lane adds up in 8 vectors of columns. Most operators allow longer runs.
    static constexpr std::size_t shortestRun = 8;
    static constexpr float largestCoefficient = 8191.0f;
    static constexpr float largestDual = 32767.0f;
    static constexpr float largestSample = 16383.0f;
    static constexpr float finePerCoarse = 32764.0f;

    /// Highway's name of the instruction set, for people.
    const char* instructionSet;

    /// 32 bit numbers in one of its vectors; the order of rows and columns depends on it.
    std::size_t lanes;

    /// Sets the scales, `coarse` and `fine` for the frames in x; ybar = x.
    void (*start)(const FixedPointArrays& arrays) noexcept;

    /// The first iteration's visitBlocks(): from psi = 0 and ybar = x, which it takes with full precision for K x.
    void (*visitBlocksFirst)(const FixedPointArrays& arrays, std::size_t begin, std::size_t end) noexcept;

    /// psi' = clip(psi + sigma K x + sigma K (ybar - x), -1, 1) for the rows of blocks `begin` to `end` (not included),
    /// and adds these rows' share of K^T psi' to the adjoint.
    void (*visitBlocks)(const FixedPointArrays& arrays, std::size_t begin, std::size_t end) noexcept;

    /// y' = clip(y - tau K^T psi', lower, upper), ybar' = y' + theta (y' - y), and clears the adjoint.
    void (*updatePrimal)(const FixedPointArrays& arrays) noexcept;

    /// The column that stands at `position` of a 16 bit row: two vectors of 32 bit numbers, as they are narrowed into
    /// one.
    [[nodiscard]] std::size_t columnAt(std::size_t position) const noexcept
    {
        const std::size_t group = position / (2 * lanes), inGroup = position % (2 * lanes);
        const std::size_t quarter = inGroup / 8, place = inGroup % 8;
        return group * 2 * lanes + (place < 4 ? 0 : lanes) + quarter * 4 + place % 4;
    }
};

/// The kernels of every instruction set that this processor has and that has vectors, the best first; empty if there is
/// none. Not for the audio thread, and not to be called beside other threads that choose kernels.
[[nodiscard]] std::vector<const FixedPointKernels*> availableFixedPointKernels();

/// The kernels of the best instruction set of this processor, or null if it has no vectors. Looks at the processor when
/// it is first called: not for the audio thread.
[[nodiscard]] const FixedPointKernels* fixedPointKernels();

} // namespace dequantizer
