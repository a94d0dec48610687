#pragma once

#include <cstddef>
#include <vector>

namespace dequantizer
{

/// The operator and the iterates that the kernels work on, as raw arrays aligned to 64 bytes. n and k are padded with
/// zeros to `columns` (a multiple of 16) and `blocks` * FusedKernels::rowsPerBlock.
struct FusedArrays
{
    /// K in blocks of 8 rows, in reading order: [blocks][columns / lanes][8][lanes].
    const float* blockedRows;
    std::size_t blocks, columns, channels;

    float* dual;                ///< psi, [channels][blocks * 8]
    const float* bounds;        ///< b, [channels][blocks * 8]
    const float* bias;          ///< c, [channels][blocks * 8]
    float* analysed;            ///< K ybar + c, [channels][blocks * 8]; only for analyseBlocks() and projectBlocks()
    float* primal;              ///< y, [channels][columns]
    float* extrapolated;        ///< ybar, [channels][columns]
    float* adjoint;             ///< the partial sum of K^T psi, [channels][columns]
    const float *lower, *upper; ///< the cells, [channels][columns]

    const float *sigma, *tau; ///< [channels]
    float theta;
};

/// The steps of an iteration, compiled once for each instruction set. visitBlocks() does the work of analyseBlocks()
/// and projectBlocks(), and reads K only once.
struct FusedKernels
{
    static constexpr std::size_t rowsPerBlock = 8;

    /// Highway's name of the instruction set, for display.
    const char* instructionSet;

    /// The number of floats in a vector. The layout of `FusedArrays::blockedRows` depends on it.
    std::size_t lanes;

    /// psi' = clip(psi + sigma (K ybar + c), -b, b) for the rows of blocks [begin, end). Adds the share of these rows
    /// of K^T psi' to the adjoint.
    void (*visitBlocks)(const FusedArrays& arrays, std::size_t begin, std::size_t end) noexcept;

    /// Sets `analysed` to K ybar + c for the rows of these blocks.
    void (*analyseBlocks)(const FusedArrays& arrays, std::size_t begin, std::size_t end) noexcept;

    /// visitBlocks() with K ybar + c taken from `analysed`.
    void (*projectBlocks)(const FusedArrays& arrays, std::size_t begin, std::size_t end) noexcept;

    /// y' = clip(y - tau K^T psi', lower, upper), ybar' = y' + theta (y' - y). Clears the adjoint.
    void (*updatePrimal)(const FusedArrays& arrays) noexcept;
};

/// The kernels for the best instruction set of this processor. The first call detects the processor: do not call it on
/// the audio thread.
[[nodiscard]] const FusedKernels& fusedKernels();

/// The kernels for every instruction set of this processor, best first, for tests and benchmarks. Do not call this
/// while another thread calls fusedKernels().
[[nodiscard]] std::vector<const FusedKernels*> availableFusedKernels();

} // namespace dequantizer
