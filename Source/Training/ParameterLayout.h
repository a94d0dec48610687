#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace dequantizer
{

/// The position of a learned tensor in the array of all parameters.
struct ParameterTensor
{
    std::string name;
    std::size_t size;        ///< the number of values
    double rateFactor = 1.0; ///< its learning rate as a multiple of the scheduled rate
};

/// All learned tensors, in order and without gaps.
using ParameterLayout = std::vector<ParameterTensor>;

/// The number of parameters.
[[nodiscard]] inline std::size_t parameterCount(const ParameterLayout& layout) noexcept
{
    std::size_t count = 0;
    for (const auto& tensor : layout)
        count += tensor.size;
    return count;
}

} // namespace dequantizer
