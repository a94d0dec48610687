#pragma once

#include "Plugin/Engine/EngineOptions.h"
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

/// Makes the engines for a session, for the loaded model and for the shipped models that may be chosen; and describes
/// which of them restores what. Not thread-safe, and not for the audio thread.
class EnginePreparation
{
public:
    /// Sets the session's rate in Hz and its number of channels, >= 1.
    void prepare(double sampleRate, int channels);

    /// The model of the next engines; null selects among the shipped models.
    void use(SharedModel model);

    /// The options of the next engines.
    void use(const EngineOptions& newOptions) noexcept { options = newOptions; }

    [[nodiscard]] const SharedModel& model() const noexcept { return chosen; }

    [[nodiscard]] bool isPrepared() const noexcept { return channelCount > 0; }

    [[nodiscard]] double sampleRate() const noexcept { return rate; }

    /// Whether makeEngines() would return engines that differ from the previous ones.
    [[nodiscard]] bool areEnginesOutdated() const;

    /// Requires isPrepared().
    [[nodiscard]] std::unique_ptr<PreparedEngines> makeEngines();

    /// What restores audio of this quantisation; an empty name before the first makeEngines().
    [[nodiscard]] OperatorInUse operatorFor(const Quantisation& quantisation) const;

    /// The model of operatorFor(), at the rate of the restoration; null before the first makeEngines(). Loads a shipped
    /// one.
    [[nodiscard]] std::shared_ptr<const Model> modelFor(const Quantisation& quantisation) const;

    /// See dequantizer::explicitRate().
    [[nodiscard]] QuantisationRate explicitRate(const Quantisation& quantisation) const;

private:
    [[nodiscard]] ModelRequest request(const Quantisation& quantisation) const;
    [[nodiscard]] SharedModel usableModel() const;
    void adaptModel();

    SharedModel chosen;
    std::shared_ptr<const Model> modelHere; // the chosen one at the session's rate, null if there is none
    double rate = 0.0;
    int channelCount = 0;
    EngineOptions options;

    // Of the last engines made; null if they use no loaded model.
    SharedModel modelOfEngines;
    EngineOptions optionsOfEngines;
    bool haveEngines = false;
};

} // namespace dequantizer
