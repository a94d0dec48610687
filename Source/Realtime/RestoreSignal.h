#pragma once

#include "Realtime/AnyRateEngine.h"
#include "Realtime/PassageEngine.h"
#include "Realtime/StreamingEngine.h"

#include <vector>

namespace dequantizer
{

/// Restores a whole signal (one vector per channel of the engine, all of the same length) with the engine after a
/// reset, and removes the latency. The samples are those of a stream, aligned with the input and equal in number.
[[nodiscard]] std::vector<std::vector<float>> restoreSignal(StreamingEngine& engine,
                                                            const std::vector<std::vector<float>>& signal);
[[nodiscard]] std::vector<std::vector<float>> restoreSignal(AnyRateEngine& engine,
                                                            const std::vector<std::vector<float>>& signal);

/// The same without copies: reads `samples` samples of each channel from `input`, and writes as many to `restored`,
/// which must be other memory.
void restoreSignal(AnyRateEngine& engine, const float* const* input, float* const* restored, std::size_t samples);
void restoreSignal(PassageEngine& engine, const float* const* input, float* const* restored, std::size_t samples);

} // namespace dequantizer
