#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace dequantizer
{

/// Two loops that do nothing but read, and nothing but multiply and add, with the vectors of one instruction set.
struct Roofline
{
    std::string instructionSet;

    /// Reads `size` floats (a multiple of 128), aligned to 64 bytes, and gives back something that depends on all of
    /// them.
    float (*read)(const float* values, std::size_t size);

    /// `count` rounds of twelve independent vectors that are multiplied and added to.
    float (*multiplyAdd)(std::size_t count);

    /// Multiplications and additions in one round of `multiplyAdd`.
    std::size_t operationsOfRound;
};

/// For every instruction set that this processor has, the best first. Not to be called beside other threads that use
/// Highway's dispatch.
[[nodiscard]] std::vector<Roofline> rooflines();

} // namespace dequantizer
