#pragma once

#include "Plugin/Engine/PreparedEngines.h"
#include "Plugin/Models/LoadedModel.h"

#include <memory>
#include <string>

namespace dequantizer
{

/// Makes the engines for a session, for the loaded model or, if none is loaded, for the shipped models, and for the
/// built-in DCT; and describes which of them restores what. Not thread-safe, and not for the audio thread.
class EnginePreparation
{
public:
    /// Sets the session's rate in Hz and its number of channels, >= 1.
    void prepare(double sampleRate, int channels);

    /// The model of the next engines; null selects among the shipped models by bit depth.
    void use(SharedModel model) { chosen = std::move(model); }

    /// The overlap of the next engines.
    void use(Overlap newOverlap) noexcept { overlap = newOverlap; }

    [[nodiscard]] const SharedModel& model() const noexcept { return chosen; }

    [[nodiscard]] bool isPrepared() const noexcept { return channelCount > 0; }

    [[nodiscard]] double sampleRate() const noexcept { return rate; }

    /// Whether makeEngines() would return engines that differ from the previous ones.
    [[nodiscard]] bool areEnginesOutdated() const noexcept;

    /// Requires isPrepared().
    [[nodiscard]] std::unique_ptr<PreparedEngines> makeEngines();

    /// The name of the operator that restores audio of quantisation step `delta`; empty before the first makeEngines().
    [[nodiscard]] std::string operatorName(double delta, QuantisedAt at) const;

    /// The rate in Hz at which such audio is restored.
    [[nodiscard]] double operatorRate(double delta, QuantisedAt at) const;

    /// Why the loaded model is not used for such audio, in one sentence; empty if it is used or none is loaded.
    [[nodiscard]] std::string reasonForFallback(QuantisedAt at) const;

private:
    [[nodiscard]] bool isModelTooSlow() const noexcept;
    [[nodiscard]] bool isModelUsed(QuantisedAt at) const noexcept;

    SharedModel chosen;
    double rate = 0.0;
    int channelCount = 0;
    Overlap overlap = Overlap::recommended;

    // Of the last engines made; null if they use no loaded model.
    SharedModel modelOfEngines;
    Overlap overlapOfEngines = Overlap::recommended;
    bool haveEngines = false;
};

} // namespace dequantizer
