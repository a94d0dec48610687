#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dequantizer
{

/// The operator and the iterates that the kernels work on, as raw arrays aligned to 64 bytes. n and k are padded with
/// zeros to `columns` (a multiple of 32) and `blocks` * FixedPointKernels::rowsPerBlock.
///
/// 16-bit signals are stored in the order given by FixedPointKernels::columnAt(). All integers are small enough that no
/// sum of products overflows 32 bits for any K; see the limits below.
struct FixedPointArrays
{
    /// Each row of K divided by its `rowScale` and rounded, in [-8191, 8191], in blocks of 8 rows, in reading order:
    /// [blocks][columns / (2 lanes)][8][2 lanes].
    const std::int16_t* blockedRows;
    const float* rowScale;   ///< [blocks * 8]
    const float* dualWeight; ///< 32767 rowScale / (the largest rowScale of the block), [blocks * 8]
    const float* blockScale; ///< (the largest rowScale of the block) / 32767, [blocks]
    std::size_t blocks, columns, channels;
    std::size_t columnsOfRun; ///< the number of columns whose products are summed in 32 bits, a multiple of 2 lanes

    float* dual;                    ///< psi, [channels][blocks * 8]
    float* analysed;                ///< sigma K x, [channels][blocks * 8]
    float* primal;                  ///< y, [channels][columns]
    float* adjoint;                 ///< the partial sum of K^T psi, [channels][columns]
    const float *x, *lower, *upper; ///< the frame and its cells, [channels][columns]

    std::int16_t* deviation; ///< (ybar - x) / deviationScale, [channels][columns]
    std::int16_t* coarse;    ///< x / coarseScale, rounded, [channels][columns]
    std::int16_t* fine;    ///< the rounding residue of x, in units of coarseScale / finePerCoarse, [channels][columns]
    float* deviationScale; ///< [channels]
    float* coarseScale;    ///< [channels]

    float sigma, tau, theta;
};

/// The steps of an iteration with K, ybar - x and psi as 16-bit integers, compiled once for each instruction set. All
/// instruction sets give the same samples, bit for bit.
struct FixedPointKernels
{
    static constexpr std::size_t rowsPerBlock = 8;

    // The sum of 8 products of a coefficient and a dual value is below 2^31, and so is that of 16 products of a
    // coefficient and a sample: the sum of one lane over 8 vectors of columns. Most operators allow longer runs.
    static constexpr std::size_t shortestRun = 8;
    static constexpr float largestCoefficient = 8191.0f;
    static constexpr float largestDual = 32767.0f;
    static constexpr float largestSample = 16383.0f;
    static constexpr float finePerCoarse = 32764.0f;

    /// Highway's name of the instruction set, for display.
    const char* instructionSet;

    /// The number of 32-bit numbers in a vector. The order of rows and columns depends on it.
    std::size_t lanes;

    /// Sets the scales, `coarse` and `fine` for the frames in x, and ybar = x.
    void (*start)(const FixedPointArrays& arrays) noexcept;

    /// visitBlocks() for the first iteration, from psi = 0 and ybar = x. It uses x with full precision to compute K x.
    void (*visitBlocksFirst)(const FixedPointArrays& arrays, std::size_t begin, std::size_t end) noexcept;

    /// psi' = clip(psi + sigma K x + sigma K (ybar - x), -1, 1) for the rows of blocks [begin, end). Adds the share of
    /// these rows of K^T psi' to the adjoint.
    void (*visitBlocks)(const FixedPointArrays& arrays, std::size_t begin, std::size_t end) noexcept;

    /// y' = clip(y - tau K^T psi', lower, upper), ybar' = y' + theta (y' - y). Clears the adjoint.
    void (*updatePrimal)(const FixedPointArrays& arrays) noexcept;

    /// The column stored at `position` of a 16-bit row, which is the order that results from narrowing two vectors of
    /// 32-bit numbers into one.
    [[nodiscard]] std::size_t columnAt(std::size_t position) const noexcept
    {
        const std::size_t group = position / (2 * lanes), inGroup = position % (2 * lanes);
        const std::size_t quarter = inGroup / 8, place = inGroup % 8;
        return group * 2 * lanes + (place < 4 ? 0 : lanes) + quarter * 4 + place % 4;
    }
};

/// The kernels for every vector instruction set of this processor, best first; empty if there is none. Do not call this
/// on the audio thread, or while another thread selects kernels.
[[nodiscard]] std::vector<const FixedPointKernels*> availableFixedPointKernels();

/// The kernels for the best instruction set of this processor, or null if it has no vectors. The first call detects the
/// processor: do not call it on the audio thread.
[[nodiscard]] const FixedPointKernels* fixedPointKernels();

} // namespace dequantizer
