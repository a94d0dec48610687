#pragma once

#include "Plugin/DelayLine.h"
#include "Plugin/GainRamp.h"
#include "Plugin/PreparedEngines.h"
#include "Realtime/EngineSlot.h"

#include <atomic>
#include <memory>
#include <vector>

namespace dequantizer
{

/// What happens to sound on the audio thread: the engine restores it, and the result is mixed with the input at the
/// same latency,
///
///     out = (1 - g) delayed + g restored,
///
/// where g follows Settings::wetness in a short ramp and is exactly 0 or 1 at its ends: bypass and a fully restored
/// sound are exact to the bit.
class Restorer
{
public:
    struct Settings
    {
        double step;    ///< Delta, signal units
        int iterations; ///< L
        float wetness;  ///< where g goes, 0 .. 1
    };

    /// Allocates, and begins with silence and g at `wetness`. Not while another thread is in process().
    void prepare(std::unique_ptr<PreparedEngines> prepared, double sampleRate, float wetness);

    /// Preparing thread: engines for as many channels, to take over at the next block.
    ///
    /// Whenever another engine takes over, also because the quantisation step chose it, the output is the delayed input
    /// until the engine has heard its latency's worth of sound.
    void offer(std::unique_ptr<PreparedEngines> prepared) { slot.publish(std::move(prepared)); }

    /// Preparing thread: see EngineSlot::freeRetired().
    void freeRetired() { slot.freeRetired(); }

    /// Any thread: all sound is forgotten before the next block.
    void reset() noexcept { resetWanted.store(true, std::memory_order_release); }

    /// Audio thread: replaces `samples` >= 0 samples of each channel; channels that no engine was prepared for stay as
    /// they are. Neither allocates nor locks.
    void process(float* const* channels, int channelCount, int samples, const Settings& settings) noexcept;

private:
    void takeOver(StreamingEngine& engine) noexcept;
    void forgetSound(float wetness) noexcept;
    void processChunk(float* const* channels, int offset, int samples) noexcept;
    void mix(float* const* channels, int offset, int samples) noexcept;

    EngineSlot<PreparedEngines> slot;
    std::atomic<bool> resetWanted{false};

    // All below is the audio thread's.
    PreparedEngines* engines = nullptr;
    StreamingEngine* current = nullptr;
    DelayLine delayLine;
    GainRamp gain;
    int samplesUntilPrimed = 0;
    bool silentSoFar = true; // no sound since prepare() or reset()

    // Scratch of one chunk, a vector a channel, and the pointers to it that the engine wants.
    std::vector<std::vector<float>> finite, restored, delayed;
    std::vector<float*> finitePointers, restoredPointers;
    std::vector<float> gains;
};

} // namespace dequantizer
