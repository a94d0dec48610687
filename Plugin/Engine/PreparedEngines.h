#pragma once

#include "Model/ModelChoice.h"
#include "Plugin/Engine/Overlap.h"
#include "Realtime/AnyRateEngine.h"

#include <memory>
#include <vector>

namespace dequantizer
{

/// The engines between which a session can switch without allocation: one for every model that chooseModel() can return
/// for the session. All have the same latency and number of channels. Constructed and destroyed off the audio thread.
class PreparedEngines
{
public:
    /// `session` has the session's rate and what the user wants; `userModel`, at that rate, is null unless the
    /// session prefers it. `channels` >= 1; `overlap` applies to every engine.
    PreparedEngines(const ModelRequest& session, const Model* userModel, int channels, Overlap overlap);

    /// Audio thread: selects the engine for audio quantised with `quantiser`, and configures it for cells of `strength`
    /// > 0 times that width. `grid` and `quantisedAt` are those of Quantisation.
    [[nodiscard]] AnyRateEngine& configureFor(const Quantiser& quantiser, GridState grid, QuantisationRate quantisedAt,
                                              double strength) noexcept;

    [[nodiscard]] int latency() const noexcept { return engines.front().engine->latency(); }
    [[nodiscard]] int channels() const noexcept { return engines.front().engine->channels(); }

private:
    struct Entry
    {
        ModelReference model;
        std::unique_ptr<AnyRateEngine> engine;
    };

    ModelRequest request;
    std::vector<Entry> engines;
};

} // namespace dequantizer
