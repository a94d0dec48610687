#pragma once

#include "Plugin/Engine/Finding.h"
#include "Plugin/Engine/GainRamp.h"
#include "Plugin/Engine/LevelMatch.h"
#include "Plugin/Engine/PreparedEngines.h"
#include "Plugin/Engine/Rendering.h"
#include "Plugin/Metering/Monitor.h"
#include "Plugin/State/Parameters.h"
#include "Realtime/EngineSlot.h"

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace dequantizer
{

/// Engines of a longer latency are not for Restorer.
inline constexpr double longestLatencySeconds = 2.0;

/// What happens to sound on the audio thread: the engine restores it, and the result is mixed with the input that the
/// engine gives back at the same latency,
///
///     out = d delayed + w restored,
///
/// where d and w follow Settings::mix in short ramps and arrive exactly: bypass and a fully restored sound are exact to
/// the bit.
///
/// The restorer listens for the grid that the sound is on, which may set the quantisation step and the rate that the
/// sound is restored at. While the step is to come from the grid and no reliable grid is known, nothing is restored:
/// the input takes the place of the restored sound.
///
/// When another engine takes over (another model was loaded, or the quantisation step or the rate chose another), the
/// one before goes on until the new one has heard its latency's worth of sound; then the two are crossfaded over 20 ms,
/// and what follows is exactly what the new one gives. Where they differ in latency, each is mixed with the input at
/// its own. What is wished for in the meantime begins after that.
class Restorer
{
public:
    struct Settings
    {
        Quantiser quantiser;   ///< how the sound was quantised; its delta() chooses the engine
        int iterations;        ///< L
        OutputMix mix;         ///< where d and w go
        OutputMix compared;    ///< the mix that is compared with the input, whatever is heard just now
        bool followGrid;       ///< whether the grid in the sound takes the place of `quantiser`
        RateChoice rateChoice; ///< what rate the sound was quantised at
        bool quantisesInput;   ///< whether the input is quantised first, with `quantiser`
        double strength;       ///< width of the cells against the quantiser's, > 0
        bool matchesLevel;     ///< whether the output is brought to the input's loudness, see LevelMatch
    };

    /// Allocates, and begins with silence with d and w where they will go. Not while another thread is in
    /// process().
    void prepare(std::unique_ptr<PreparedEngines> prepared, double sampleRate, const Settings& settings);

    /// Preparing thread: engines for as many channels, to take over soon.
    void offer(std::unique_ptr<PreparedEngines> prepared) { slot.publish(std::move(prepared)); }

    /// Preparing thread: see EngineSlot::freeRetired().
    void freeRetired() { slot.freeRetired(); }

    /// Any thread: all sound is forgotten before the next block.
    void reset() noexcept { resetWanted.store(true, std::memory_order_release); }

    /// Any thread: the grid of the sound to come, for as long as listening has found nothing. All sound is forgotten
    /// before the next block.
    void expectGrid(const SoundGrid& grid) noexcept
    {
        expected.publish(grid, QuantisedAt::ownRate);
        reset();
    }

    /// Any thread: what was found in the sound.
    [[nodiscard]] Finding finding() const noexcept { return found.newest(); }

    /// For people to look at the sound; while an engine takes over, that of the engine before.
    [[nodiscard]] Monitor& monitor() noexcept { return watched; }

    /// Audio thread: replaces `samples` >= 0 samples of each channel; channels that no engine was prepared for stay as
    /// they are. Neither allocates nor locks.
    void process(float* const* channels, int channelCount, int samples, const Settings& settings) noexcept;

private:
    void forgetSound(const Settings& settings) noexcept;
    [[nodiscard]] SoundGrid heardOrExpected() const noexcept;
    void follow(const Settings& settings) noexcept;
    void chooseEngine(const Quantiser& quantiser, double strength, QuantisedAt at) noexcept;
    void endTransition() noexcept;
    [[nodiscard]] const float* const* engineInput(const float* const* channels, int offset, int samples,
                                                  const Settings& settings) noexcept;
    int processChunk(float* const* channels, int offset, int samples, const Settings& settings) noexcept;
    void mix(float* const* channels, int offset, int samples) noexcept;
    void crossfade(float* const* channels, int offset, int samples) noexcept;

    EngineSlot<PreparedEngines> slot;
    std::atomic<bool> resetWanted{false};
    FindingSlot found, expected;
    Monitor watched;

    // All below is the audio thread's.
    PreparedEngines* engines = nullptr;
    AnyRateEngine* current = nullptr;
    AnyRateEngine* previous = nullptr; // what `current` is taking over from, while it is
    int samplesUntilPrimed = 0;        // of `current`, before the crossfade
    GainRamp fade;                     // of `current` against `previous`
    GainRamp dry, wet;                 // d and w
    LevelMatch levelMatch;
    std::optional<SoundGridDetector> detector; // once prepared
    std::optional<Quantiser> lastReliable;     // of the last grid that could be relied upon
    bool isWaiting = false;                    // for a grid, so that nothing is restored
    bool silentSoFar = true;                   // no sound since prepare() or reset()

    // Scratch of one chunk.
    std::vector<std::vector<float>> quantised;
    std::vector<const float*> inputs;
    Rendering present, past;
    std::vector<float> dryGains, wetGains;
};

} // namespace dequantizer
