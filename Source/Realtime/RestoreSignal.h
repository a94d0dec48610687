#pragma once

#include "Realtime/AnyRateEngine.h"
#include "Realtime/StreamingEngine.h"

#include <vector>

namespace dequantizer
{

/// Sends a whole signal (one vector a channel, all of one length, as many as the engine has channels) through a newly
/// reset engine and takes the latency out: the same samples as from a stream, aligned with the input and as many.
[[nodiscard]] std::vector<std::vector<float>> restoreSignal(StreamingEngine& engine,
                                                            const std::vector<std::vector<float>>& signal);
[[nodiscard]] std::vector<std::vector<float>> restoreSignal(AnyRateEngine& engine,
                                                            const std::vector<std::vector<float>>& signal);

} // namespace dequantizer
