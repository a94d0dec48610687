#pragma once

#include "Model/ShippedModels.h"
#include "Realtime/StreamingEngine.h"

#include <memory>
#include <vector>

namespace dequantizer
{

/// The engines that a session may need at once: that of one loaded model, or those of the shipped models and the
/// built-in DCT, of which the quantisation step chooses. All have the same latency and number of channels. Made and
/// freed off the audio thread; choosing allocates nothing.
class PreparedEngines
{
public:
    /// One engine, for `model`. `channels` >= 1.
    PreparedEngines(const Model& model, int channels);

    /// An engine for each shipped model that sound of this rate (Hz) may prefer, and one for the DCT.
    PreparedEngines(double sampleRate, int channels);

    /// Audio thread: the engine for sound of the quantisation step `step`, set to that step.
    [[nodiscard]] StreamingEngine& forStep(double step) noexcept;

    [[nodiscard]] int latency() const noexcept { return engines.front().engine->latency(); }
    [[nodiscard]] int channels() const noexcept { return engines.front().engine->channels(); }

private:
    struct Entry
    {
        const ShippedModel* shipped; // null for the loaded model and for the DCT
        std::unique_ptr<StreamingEngine> engine;
    };

    std::vector<Entry> engines;
    const double rate;

    // Whether the step chooses, and the last engine is the DCT's, whose step sizes follow every step.
    const bool automatic;
};

} // namespace dequantizer
