#pragma once

#include "Plugin/Engine/PreparedEngines.h"
#include "Plugin/Models/LoadedModel.h"

#include <memory>
#include <string>

namespace dequantizer
{

/// Which operator restores a given sound.
struct OperatorInUse
{
    std::string name;        ///< empty before the engines were prepared
    double sampleRate = 0.0; ///< Hz, at which the audio is restored
    std::string reason;      ///< why it was chosen, in one or two sentences; empty if the user asked for it
    bool isFallback = false; ///< whether the user asked for another one
};

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
    [[nodiscard]] bool areEnginesOutdated() const;

    /// Requires isPrepared().
    [[nodiscard]] std::unique_ptr<PreparedEngines> makeEngines();

    /// What restores audio of this quantisation; an empty name before the first makeEngines().
    [[nodiscard]] OperatorInUse operatorFor(const Quantisation& quantisation) const;

    /// See dequantizer::explicitRate().
    [[nodiscard]] QuantisationRate explicitRate(const Quantisation& quantisation) const;

private:
    [[nodiscard]] ModelRequest request(const Quantisation& quantisation) const;
    [[nodiscard]] SharedModel usableModel() const;

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
