#pragma once

#include "Plugin/Engine/CorrectionShaper.h"
#include "Plugin/Engine/DetectedGrid.h"
#include "Plugin/Engine/GainRamp.h"
#include "Plugin/Engine/LevelMatch.h"
#include "Plugin/Engine/OutputMix.h"
#include "Plugin/Engine/PreparedEngines.h"
#include "Plugin/Engine/Rendering.h"
#include "Plugin/Metering/InputTap.h"
#include "Plugin/Metering/Monitor.h"
#include "Realtime/EngineSlot.h"

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace dequantizer
{

/// Models whose engine has a longer latency than this are not used.
inline constexpr double maxLatencySeconds = 2.0;

/// The audio thread's processing: an engine restores the input, and the result is mixed with the input, which the
/// engine returns at the same latency,
///
///     out = d delayed + w restored,
///
/// where `restored` has the shares of the correction that Settings::shares asks for, and d and w follow Settings::mix
/// in short ramps that end exactly on their targets, so bypass and a fully restored signal are exact to the bit.
///
/// The restorer detects the quantisation grid of the input, which can set the quantisation step and the rate at which
/// the input is restored. While the step is to follow the grid and no reliable grid is known, nothing is restored: the
/// input takes the place of the restored signal.
///
/// When another engine takes over (because another model was loaded, or because the step or the rate selects another),
/// the previous engine keeps playing until the new one has received one latency of input. Then the two are crossfaded
/// over 20 ms, after which the output is exactly that of the new engine. If their latencies differ, each is mixed with
/// the input at its own. Requests made during a crossfade are deferred until it ends.
class Restorer
{
public:
    struct Settings
    {
        Quantiser quantiser; ///< how the input was quantised; its delta() selects the engine
        int iterations;      ///< L
        OutputMix mix;       ///< the targets of d and w
        OutputMix compared;  ///< the mix whose loudness is matched to the input's, whatever `mix` is at the moment
        bool followGrid;     ///< whether the detected grid overrides `quantiser`
        QuantisationRate quantisedAt; ///< the rate at which the input was quantised
        bool quantisesInput;          ///< whether to quantise the input with `quantiser` first
        double strength;              ///< cell width relative to the quantiser's, > 0
        CorrectionShares shares;      ///< of the restored signal that w weights
        bool matchesLevel;            ///< whether to match the output's loudness to the input's, see LevelMatch
    };

    /// Allocates, and starts from silence with d and w at their targets. Must not overlap with process().
    void prepare(std::unique_ptr<PreparedEngines> prepared, double sampleRate, const Settings& settings);

    /// Preparing thread: engines for the same number of channels, which take over at the next block.
    void offer(std::unique_ptr<PreparedEngines> prepared) { slot.publish(std::move(prepared)); }

    /// Preparing thread: see EngineSlot::freeRetired().
    void freeRetired() { slot.freeRetired(); }

    /// Any thread: clears all signal history before the next block.
    void reset() noexcept { resetRequested.store(true, std::memory_order_release); }

    /// Any thread: announces the grid of the input to come. It counts until a grid, or none, has been detected in that
    /// input. Implies reset().
    void expectGrid(const SoundGrid& grid) noexcept
    {
        expected.publish(grid);
        reset();
    }

    /// Any thread: the grid of the input as known so far.
    [[nodiscard]] DetectedGrid detectedGrid() const noexcept { return detected.latest(); }

    /// Meters and scope of what is heard; while another engine takes over, of the previous one.
    [[nodiscard]] Monitor& monitor() noexcept { return signalMonitor; }

    /// The input, as the grid detector gets it.
    [[nodiscard]] InputTap& inputTap() noexcept { return tap; }

    /// Audio thread: processes `samples` >= 0 samples of each channel in place. Leaves them unchanged if the engines
    /// were prepared for another number of channels. Neither allocates nor locks.
    void process(float* const* channels, int channelCount, int samples, const Settings& settings) noexcept;

private:
    void clearHistory(const Settings& settings) noexcept;
    [[nodiscard]] SoundGrid detectedOrExpectedGrid() const noexcept;
    void updateEngine(const Settings& settings) noexcept;
    void chooseEngine(const Quantiser& quantiser, GridState grid, const Settings& settings) noexcept;
    void endTransition() noexcept;
    [[nodiscard]] const float* const* engineInput(const float* const* channels, int offset, int samples,
                                                  const Settings& settings) noexcept;
    int processChunk(float* const* channels, int offset, int samples, const Settings& settings) noexcept;
    void mix(float* const* channels, int offset, int samples) noexcept;
    void crossfade(float* const* channels, int offset, int samples) noexcept;

    EngineSlot<PreparedEngines> slot;
    std::atomic<bool> resetRequested{false};
    DetectedGridSlot detected, expected;
    Monitor signalMonitor;
    InputTap tap;

    // Everything below belongs to the audio thread.
    PreparedEngines* engines = nullptr;
    AnyRateEngine* current = nullptr;
    AnyRateEngine* previous = nullptr;          // the engine that `current` takes over from; null otherwise
    int samplesUntilPrimed = 0;                 // of `current`; the crossfade starts then
    GainRamp fade;                              // of `current` against `previous`
    GainRamp dry, wet;                          // d and w
    CorrectionShaper presentShaper, pastShaper; // of `current` and `previous`
    LevelMatch levelMatch;
    std::optional<SoundGridDetector> detector; // empty until prepare()
    std::optional<Quantiser> lastReliable;     // the quantiser of the last reliable grid
    bool isWaiting = false;                    // for a reliable grid; nothing is restored until then
    bool silentSoFar = true;                   // no samples processed since prepare() or reset()

    // Scratch buffers for one chunk.
    std::vector<std::vector<float>> quantised;
    std::vector<const float*> inputs;
    Rendering present, past;
    std::vector<float> dryGains, wetGains;
};

} // namespace dequantizer
