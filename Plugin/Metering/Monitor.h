#pragma once

#include "Plugin/Engine/Rendering.h"
#include "Plugin/Metering/CallbackLoad.h"
#include "Plugin/Metering/LevelMeter.h"
#include "Plugin/Metering/SoundFeed.h"

#include <atomic>

namespace dequantizer
{

/// What the audio thread lets people see. It looks at the sound only while somebody watches; otherwise a call costs one
/// comparison.
class Monitor
{
public:
    /// Forgets all levels. `sampleRate` > 0 in Hz. Not while another thread is in one of the audio thread's functions.
    void prepare(double sampleRate);

    /// Any thread: the sound is wanted for the second that follows. To be called again and again while it is.
    void watch() noexcept { samplesWatched.store(samplesPerWatch.load(), std::memory_order_relaxed); }

    /// Audio thread: the first `samples` >= 0 samples of each channel of what an engine gave.
    void takeRestoring(const Rendering& rendering, int samples) noexcept;

    /// Audio thread: then as many samples of the output, from `offset` on.
    void takeOutput(const float* const* output, int channels, int offset, int samples) noexcept;

    [[nodiscard]] double sampleRate() const noexcept { return rate.load(std::memory_order_relaxed); }

    SoundFeed feed;                    ///< of the first channel
    LevelMeter input, output, removed; ///< removed: restored minus input

private:
    std::atomic<double> rate{0.0};
    std::atomic<int> samplesPerWatch{0}, samplesWatched{0};
};

} // namespace dequantizer
