#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace dequantizer
{

/// Finds how many bits of the samples of a sound are in use: the least number B for which all of them are multiples of
/// 2^(1 - B). Data of 16 bits in a file of 24 bits uses 16.
class UsedBits
{
public:
    /// Analyses more samples, which must be finite.
    void process(std::span<const float> samples) noexcept;

    /// The number of bits, 1 .. 32. Nothing if the samples so far are all 0, or need more than 32 bits.
    [[nodiscard]] std::optional<int> bits() const noexcept;

private:
    std::uint64_t used = 0;
    bool isBeyond32Bits = false;
};

} // namespace dequantizer
