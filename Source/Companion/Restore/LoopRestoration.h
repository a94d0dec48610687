#pragma once

#include "AudioFile/Sound.h"
#include "AudioFile/SoundLoop.h"
#include "Realtime/AnyRateEngine.h"

#include <cstddef>

namespace dequantizer
{

/// The longest loop that is restored as it is played, in samples of all channels. The click at the end of a longer one
/// is heard once in many seconds.
inline constexpr std::size_t longestUnrolledLoop = std::size_t{1} << 22;

/// Restores the repeated part of a sound as it is played: what comes before it, then the loop again and again. The
/// result is the mean over the passes of the loop that the engine has restored far from both ends of this signal. Its
/// end therefore meets its beginning, and as a mean of signals within the same cells it lies within them too. In a loop
/// that is played forward and backward, the mean covers both directions.
///
/// `lead` holds the samples before the loop, at least the last few seconds of them, and may be empty; `loop` its
/// samples, at least one. Both have the channels of the engine, which is reset.
[[nodiscard]] Channels restoreLoop(AnyRateEngine& engine, const Channels& lead, const Channels& loop,
                                   LoopDirection direction);

} // namespace dequantizer
