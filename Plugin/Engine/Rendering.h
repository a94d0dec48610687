#pragma once

#include "Realtime/EngineOutput.h"

#include <array>
#include <cstddef>
#include <vector>

namespace dequantizer
{

/// Buffers for what an engine gives for a stretch of sound. In each signal there is a vector of samples a channel, and
/// sample i of each belongs to sample i of the others.
class Rendering
{
public:
    using Channels = std::vector<std::vector<float>>;

    Channels restored;
    Channels delayed;      ///< the input
    Channels lower, upper; ///< the bounds of its cells

    /// Allocates for stretches of at most `samples` samples.
    void prepare(std::size_t channels, std::size_t samples);

    /// For an engine to write to.
    [[nodiscard]] EngineOutput output() const noexcept;

private:
    std::array<std::vector<float*>, 4> pointers; // of the four signals
};

} // namespace dequantizer
