#pragma once

#include "Plugin/Metering/LevelMeter.h"
#include "Plugin/Metering/SoundFeed.h"
#include "Realtime/EngineOutput.h"

#include <atomic>

namespace dequantizer
{

/// The audio thread's signals for meters and scope. Measures only while somebody watches; otherwise a call costs one
/// comparison.
class Monitor
{
public:
    /// Resets all levels. `sampleRate` > 0 in Hz. Must not overlap with the audio thread's functions.
    void prepare(double sampleRate);

    /// Any thread: requests measurement for the next second of audio. Call repeatedly while a display is open.
    void watch() noexcept { samplesWatched.store(samplesPerWatch.load(), std::memory_order_relaxed); }

    /// Audio thread: `samples` >= 0 samples of `channels` >= 1 channels of an engine's output. No signal may be null.
    void addRestored(const EngineOutput& engine, int channels, int samples) noexcept;

    /// Audio thread: the same number of samples of the output, from `offset` on. Follows addRestored().
    void addOutput(const float* const* output, int channels, int offset, int samples) noexcept;

    [[nodiscard]] double sampleRate() const noexcept { return rate.load(std::memory_order_relaxed); }

    SoundFeed feed;                    ///< first channel
    LevelMeter input, output, removed; ///< removed: restored minus input

private:
    std::atomic<double> rate{0.0};
    std::atomic<int> samplesPerWatch{0}, samplesWatched{0};
};

} // namespace dequantizer
