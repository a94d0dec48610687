#pragma once

#include <cstddef>
#include <vector>

namespace dequantizer
{

/// Kernels for the network of the bounds (see Operator/BoundNetwork.h) and its derivatives, for one block of
/// `blockRows` rows. The values of a block are stored by input or unit: [inputs][blockRows]. All arrays are aligned to
/// 64 bytes.
///
/// The bias of a layer is the weight of an additional input, which is 1. The weights of a layer are stored in groups of
/// `unitsTogether` units: [groups][inputs][unitsTogether]. Sizes are rounded up and padded with zeros: units to
/// multiples of `unitsTogether`, the inputs of addProducts() to multiples of `inputsTogether`.
struct BoundKernels
{
    static constexpr std::size_t blockRows = 128;
    static constexpr std::size_t unitsTogether = 4;
    static constexpr std::size_t inputsTogether = 3;
    static constexpr std::size_t most = 16; ///< the maximum number of floats in a vector

    const char* instructionSet; ///< Highway's name for it, for display

    /// outputs = weights inputs: [units][blockRows] from [inputs][blockRows].
    void (*multiply)(const float* inputs, std::size_t inputCount, const float* weights, std::size_t units,
                     float* outputs) noexcept;

    /// values = max(values, 0), [units][blockRows].
    void (*rectify)(float* values, std::size_t units) noexcept;

    /// values = 0 where `rectified` is not above 0, [units][blockRows].
    void (*mask)(const float* rectified, std::size_t units, float* values) noexcept;

    /// Adds units[u] inputs[i], summed over the rows of a block, to sums[u][i], which has `most` partial sums.
    void (*addProducts)(const float* units, std::size_t unitCount, const float* inputs, std::size_t inputCount,
                        float* sums) noexcept;

    /// bounds = exp(clip(exponent, -6, 4)) / (1 + magnitude)
    void (*bound)(const float* exponent, const float* magnitude, float* bounds) noexcept;
};

/// The kernels for the best instruction set of this processor.
[[nodiscard]] const BoundKernels& boundKernels();

/// The kernels for every instruction set of this processor, the best first, for tests. Must not be called while other
/// threads call boundKernels().
[[nodiscard]] std::vector<const BoundKernels*> availableBoundKernels();

} // namespace dequantizer
