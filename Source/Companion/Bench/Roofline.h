#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace dequantizer
{

/// Two loops with the vectors of one instruction set: one only reads memory, the other only multiplies and adds.
struct Roofline
{
    std::string instructionSet;

    /// Reads `size` floats (a multiple of 128), aligned to 64 bytes, and returns a value that depends on all of
    /// them.
    float (*read)(const float* values, std::size_t size);

    /// Does `count` rounds of one multiply-add on each of twelve independent vectors.
    float (*multiplyAdd)(std::size_t count);

    /// The number of multiplications and additions in one round of `multiplyAdd`.
    std::size_t operationsOfRound;
};

/// The loops for every instruction set that this processor supports, best first. Must not be called while other threads
/// use Highway's dispatch.
[[nodiscard]] std::vector<Roofline> rooflines();

} // namespace dequantizer
