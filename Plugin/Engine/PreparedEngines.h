#pragma once

#include "Model/ShippedModels.h"
#include "Plugin/State/Parameters.h"
#include "Realtime/AnyRateEngine.h"

#include <memory>
#include <vector>

namespace dequantizer
{

/// The engines that a session may need at once: those of one loaded model, or of the shipped models, and that of the
/// built-in DCT at the session's rate. The quantisation step and the rate that the sound was quantised at choose among
/// them. All have the same latency and number of channels. Made and freed off the audio thread; choosing allocates
/// nothing.
class PreparedEngines
{
public:
    /// For `model`, in a session at `sampleRate` Hz; `channels` >= 1. The overlap is that of every engine.
    PreparedEngines(const Model& model, double sampleRate, int channels, Overlap overlap);

    /// For each shipped model that sound of this rate (Hz) may prefer.
    PreparedEngines(double sampleRate, int channels, Overlap overlap);

    /// Audio thread: the engine for sound that was quantised with `quantiser`, set to cells that are `strength` > 0
    /// times as wide.
    [[nodiscard]] AnyRateEngine& forSound(const Quantiser& quantiser, double strength, QuantisedAt at) noexcept;

    [[nodiscard]] int latency() const noexcept { return engines.front().engine->latency(); }
    [[nodiscard]] int channels() const noexcept { return engines.front().engine->channels(); }

private:
    enum class Source
    {
        loaded,
        shipped,
        cosine // its step sizes follow every quantiser
    };

    struct Entry
    {
        Source source;
        const ShippedModel* shipped; // null but for a shipped model
        std::unique_ptr<AnyRateEngine> engine;
    };

    [[nodiscard]] Entry& choose(double delta, QuantisedAt at) noexcept;

    std::vector<Entry> engines; // a loaded model's is the first, the DCT's the last
    const double rate;
    double rateOfLoadedModel = 0.0; // 0 if none is loaded
};

} // namespace dequantizer
