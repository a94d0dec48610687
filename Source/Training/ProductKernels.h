#pragma once

#include <cstddef>
#include <vector>

namespace dequantizer
{

/// The factors of C += scale A B, with A [rows, depth] packed, B [depth, columns] and C [rows, columns].
struct ProductArguments
{
    /// A in panels of ProductKernels::panelRows rows: [panels][depth][panelRows], the last panel padded with zeros,
    /// aligned to 64 bytes.
    const float* left;
    std::size_t rows, depth;

    const float* right;            ///< B
    std::size_t rightDepthStride;  ///< floats from an element of B to the one in the next row
    std::size_t rightColumnStride; ///< floats from an element of B to the one in the next column
    std::size_t columns;

    float scale;
    float* target;            ///< C, in column-major order
    std::size_t targetStride; ///< floats from a column of C to the next
};

/// The matrix product that takes most of the training time, compiled for one instruction set.
///
/// Every element of C is a single sum over the depth, in ascending order, and so does not depend on the number of
/// columns that are computed together.
struct ProductKernels
{
    const char* instructionSet; ///< Highway's name for it, for display
    std::size_t panelRows;
    void (*addProduct)(const ProductArguments& arguments) noexcept;
};

/// The kernels of the best instruction set of this processor.
[[nodiscard]] const ProductKernels& productKernels();

/// The kernels of every instruction set that this processor supports, best first, for tests and benchmarks. Must not be
/// called while other threads call productKernels().
[[nodiscard]] std::vector<const ProductKernels*> availableProductKernels();

} // namespace dequantizer
