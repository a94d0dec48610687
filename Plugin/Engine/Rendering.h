#pragma once

#include "Realtime/EngineOutput.h"

#include <array>
#include <cstddef>
#include <vector>

namespace dequantizer
{

/// Buffers for a chunk of an engine's output: one vector of samples per channel for each signal. The signals are
/// aligned.
class Rendering
{
public:
    using Channels = std::vector<std::vector<float>>;

    Channels restored;
    Channels delayed;      ///< the input
    Channels lower, upper; ///< the bounds of its cells

    /// Allocates for chunks of at most `samples` samples.
    void prepare(std::size_t channels, std::size_t samples);

    /// The destination for AnyRateEngine::process().
    [[nodiscard]] EngineOutput output() const noexcept;

private:
    std::array<std::vector<float*>, 4> pointers; // of the four signals
};

} // namespace dequantizer
