#pragma once

#include "Model/ShippedModels.h"
#include "Plugin/Engine/Overlap.h"
#include "Realtime/AnyRateEngine.h"

#include <memory>
#include <vector>

namespace dequantizer
{

/// The engines between which a session can switch without allocation: those of the loaded model or of the shipped
/// models, and that of the built-in DCT at the session's rate. The quantisation step and the rate at which the audio
/// was quantised select one. All have the same latency and number of channels. Constructed and destroyed off the audio
/// thread.
class PreparedEngines
{
public:
    /// For `model` in a session at `sampleRate` Hz with `channels` >= 1; `overlap` applies to every engine.
    PreparedEngines(const Model& model, double sampleRate, int channels, Overlap overlap);

    /// For every shipped model that may suit audio at this rate (Hz).
    PreparedEngines(double sampleRate, int channels, Overlap overlap);

    /// Audio thread: selects the engine for audio quantised with `quantiser` and configures it for cells of `strength`
    /// > 0 times that width.
    [[nodiscard]] AnyRateEngine& configureFor(const Quantiser& quantiser, double strength, QuantisedAt at) noexcept;

    [[nodiscard]] int latency() const noexcept { return engines.front().engine->latency(); }
    [[nodiscard]] int channels() const noexcept { return engines.front().engine->channels(); }

private:
    enum class Source
    {
        loaded,
        shipped,
        cosine // sigma and tau depend on the quantisation step
    };

    struct Entry
    {
        Source source;
        const ShippedModel* shipped; // null unless `source` is shipped
        std::unique_ptr<AnyRateEngine> engine;
    };

    [[nodiscard]] Entry& choose(double delta, QuantisedAt at) noexcept;

    std::vector<Entry> engines; // a loaded model's comes first, the DCT's last
    const double rate;
    double rateOfLoadedModel = 0.0; // Hz; 0 if none is loaded
};

} // namespace dequantizer
