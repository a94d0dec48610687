#pragma once

#include <cstddef>
#include <vector>

namespace dequantizer
{

/// The network of the bounds (see Operator/BoundNetwork.h) for one block of `blockRows` rows, and its derivatives.
/// Values of a block are stored row after row for each input or unit: [inputs][blockRows]. All arrays are aligned to
/// 64 bytes.
///
/// A layer has its bias as the weight of one more input, which is 1. Its weights are in groups of `unitsTogether`
/// units: [groups][inputs][unitsTogether]. Sizes are rounded up, with zeros: units to multiples of `unitsTogether`,
/// the inputs of addProducts() to multiples of `inputsTogether`.
struct BoundKernels
{
    static constexpr std::size_t blockRows = 128;
    static constexpr std::size_t unitsTogether = 4;
    static constexpr std::size_t inputsTogether = 3;
    static constexpr std::size_t most = 16; ///< floats in a vector

    const char* instructionSet; ///< Highway's name, for people

    /// outputs = weights inputs: [units][blockRows] from [inputs][blockRows].
    void (*multiply)(const float* inputs, std::size_t inputCount, const float* weights, std::size_t units,
                     float* outputs) noexcept;

    /// values = max(values, 0), [units][blockRows].
    void (*rectify)(float* values, std::size_t units) noexcept;

    /// values = 0 where `rectified` is not above 0, [units][blockRows].
    void (*mask)(const float* rectified, std::size_t units, float* values) noexcept;

    /// Sums over the rows of a block, most partial sums each: adds units[u] inputs[i] to sums[u][i].
    void (*addProducts)(const float* units, std::size_t unitCount, const float* inputs, std::size_t inputCount,
                        float* sums) noexcept;

    /// bounds = exp(clip(exponent, -6, 4)) / (1 + magnitude)
    void (*bound)(const float* exponent, const float* magnitude, float* bounds) noexcept;
};

/// The kernels of the best instruction set of this processor.
[[nodiscard]] const BoundKernels& boundKernels();

/// The kernels of every instruction set that this processor has, the best first: for tests. Must not be called while
/// other threads call boundKernels().
[[nodiscard]] std::vector<const BoundKernels*> availableBoundKernels();

} // namespace dequantizer
