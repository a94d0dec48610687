#pragma once

#include "Plugin/Engine/PreparedEngines.h"
#include "Plugin/Models/LoadedModel.h"

#include <memory>
#include <string>

namespace dequantizer
{

/// Chooses what a session may be restored with and makes the engines for it: for the loaded model, or for the shipped
/// models where none is loaded, and for the built-in DCT. One thread at a time, and never the audio thread.
class EnginePreparation
{
public:
    /// What the session is from now on; `sampleRate` in Hz, channels >= 1.
    void prepare(double sampleRate, int channels);

    /// Null to follow the bit depth with the models that are part of the plugin.
    void use(SharedModel model) { chosen = std::move(model); }

    void use(Overlap wanted) noexcept { overlap = wanted; }

    [[nodiscard]] const SharedModel& model() const noexcept { return chosen; }

    [[nodiscard]] bool isPrepared() const noexcept { return channelCount > 0; }

    [[nodiscard]] double sampleRate() const noexcept { return rate; }

    /// Whether the next engines would differ from the last ones that were made.
    [[nodiscard]] bool areEnginesOutdated() const noexcept;

    /// Once prepared.
    [[nodiscard]] std::unique_ptr<PreparedEngines> makeEngines();

    /// What restores sound of the quantisation step `delta`, in a few words; empty before the first engines were made.
    [[nodiscard]] std::string operatorName(double delta, QuantisedAt at) const;

    /// The rate that such sound is restored at, in Hz.
    [[nodiscard]] double operatorRate(double delta, QuantisedAt at) const;

    /// One sentence on why a loaded model is not used for such sound; empty where it is, and where none is loaded.
    [[nodiscard]] std::string reasonForFallback(QuantisedAt at) const;

private:
    [[nodiscard]] bool isModelTooSlow() const noexcept;
    [[nodiscard]] bool isModelUsed(QuantisedAt at) const noexcept;

    SharedModel chosen;
    double rate = 0.0;
    int channelCount = 0;
    Overlap overlap = Overlap::recommended;

    // Of the last engines: null where no loaded model is in use.
    SharedModel modelOfEngines;
    Overlap overlapOfEngines = Overlap::recommended;
    bool haveEngines = false;
};

} // namespace dequantizer
