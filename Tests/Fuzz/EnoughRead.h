#pragma once

#include <cstdint>
#include <stdexcept>

namespace dequantizer
{

/// Ends the reading of an input. A few bytes of FLAC can decode to minutes of silence, which is no defect, but would be
/// taken for a hang.
struct EnoughRead : std::runtime_error
{
    EnoughRead() : std::runtime_error("enough has been read") {}
};

/// The number of samples of each channel after which EnoughRead is thrown.
inline constexpr std::uint64_t enoughSamples = 1 << 18;

} // namespace dequantizer
