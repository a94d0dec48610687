#pragma once

#include <vector>

namespace dequantizer
{

/// Writes the first `count` >= 0 samples of at least one channel to `offset` and the following of each output. Mono
/// goes to every output; if there are more channels than outputs, each output is the mean of the channels that share
/// it; the other outputs are silent. Audio thread.
void writeToOutputs(const std::vector<std::vector<float>>& channels, float* const* outputs, int outputCount, int offset,
                    int count) noexcept;

/// The addresses of the channels' samples.
[[nodiscard]] std::vector<float*> pointersTo(std::vector<std::vector<float>>& channels);

} // namespace dequantizer
