#pragma once

#include <cstddef>
#include <vector>

namespace dequantizer
{

/// The operator and the iterates that the kernels work on, as raw arrays aligned to 64 bytes. n and k are padded with
/// zeros to `columns` (a multiple of 16) and `blocks` * FusedKernels::rowsPerBlock.
struct FusedArrays
{
    /// K in blocks of 8 rows, in the order in which a block is read: [blocks][columns / lanes][8][lanes].
    const float* blockedRows;
    std::size_t blocks, columns, channels;

    float* dual;                ///< psi, [channels][blocks * 8]
    float* primal;              ///< y, [channels][columns]
    float* extrapolated;        ///< ybar, [channels][columns]
    float* adjoint;             ///< the part of K^T psi that is added up so far, [channels][columns]
    const float *lower, *upper; ///< the cells, [channels][columns]

    float sigma, tau, theta;
};

/// The two steps of an iteration, compiled once for each instruction set.
struct FusedKernels
{
    static constexpr std::size_t rowsPerBlock = 8;

    /// Highway's name of the instruction set, for people.
    const char* instructionSet;

    /// Floats in one of its vectors; `FusedArrays::blockedRows` depends on it.
    std::size_t lanes;

    /// psi' = clip(psi + sigma K ybar, -1, 1) for the rows of blocks `begin` to `end` (not included), and adds these
    /// rows' share of K^T psi' to the adjoint.
    void (*visitBlocks)(const FusedArrays& arrays, std::size_t begin, std::size_t end) noexcept;

    /// y' = clip(y - tau K^T psi', lower, upper), ybar' = y' + theta (y' - y), and clears the adjoint.
    void (*updatePrimal)(const FusedArrays& arrays) noexcept;
};

/// The kernels of the best instruction set of this processor. Looks at the processor when it is first called: not for
/// the audio thread.
[[nodiscard]] const FusedKernels& fusedKernels();

/// The kernels of every instruction set that this processor has, the best first: for tests and measurements. Not to be
/// called while other threads call fusedKernels().
[[nodiscard]] std::vector<const FusedKernels*> availableFusedKernels();

} // namespace dequantizer
