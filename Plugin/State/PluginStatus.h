#pragma once

#include "Plugin/Engine/DetectedGrid.h"
#include "Plugin/Engine/EngineRenewal.h"
#include "Plugin/State/ParameterReader.h"

#include <juce_events/juce_events.h>

#include <mutex>
#include <string>

namespace dequantizer
{

/// What the plugin is doing, as shown to the user.
struct Status
{
    std::string modelName;      ///< the loaded model in one line, see describe(); empty if none is loaded
    std::string modelPath;      ///< path of its file in UTF-8; empty for a shipped model
    std::string modelCard;      ///< see modelCard(); empty if none is loaded
    int modelSlot = 0;          ///< see ModelSlots.h
    std::string operatorName;   ///< the operator in use; empty before the plugin was prepared
    std::string operatorReason; ///< why it is in use, see OperatorInUse::reason
    bool isFallback = false;    ///< whether it is in use instead of the loaded model
    std::string error;          ///< why the last file or session could not be used; empty if it could
    double sampleRate = 0.0;    ///< Hz; 0 before the plugin was prepared
    double operatorRate = 0.0;  ///< Hz, at which the audio is restored
    DetectedGrid grid;
    bool isDepthAutomatic = false; ///< whether the bit depth follows the grid
    std::string depthConflict;     ///< how a manual bit depth contradicts the grid; empty if it does not
    int latency = 0;               ///< samples
};

/// Assembles the Status from the parts of the plugin and keeps the last error. Notifies its change listeners when the
/// status has changed. Any thread but the audio thread, except as noted.
class PluginStatus final : public juce::ChangeBroadcaster
{
public:
    /// All must outlive this object.
    PluginStatus(const ParameterReader& reader, const Restorer& restorer, const ModelSelection& selection,
                 const EngineRenewal& engines);

    [[nodiscard]] Status current() const;

    /// The model of the operator in use; null before the plugin was prepared. Loads it.
    [[nodiscard]] std::shared_ptr<const Model> operatorModel() const;

    /// Sets the last error, one sentence, and notifies the listeners; an empty one clears it.
    void setError(const std::string& sentence);

    /// Message thread: notifies the listeners if the detected grid, or what follows from it, has changed.
    void notifyIfGridChanged();

private:
    [[nodiscard]] Quantisation quantisationInUse(const DetectedGrid& grid) const;

    const ParameterReader& parameters;
    const Restorer& input;
    const ModelSelection& models;
    const EngineRenewal& renewal;

    mutable std::mutex mutex;
    std::string error; // guarded by the mutex

    Status notified; // the last status that notifyIfGridChanged() saw
};

} // namespace dequantizer
