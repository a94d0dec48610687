#pragma once

#include "Plugin/Models/ModelSelection.h"
#include "Plugin/State/Comparison.h"
#include "Plugin/State/EditorAppearance.h"
#include "Plugin/State/Programs.h"
#include "Plugin/State/State.h"
#include "Plugin/State/UserPresets.h"

namespace dequantizer
{

/// Captures the plugin's state for a session, and restores it. Any thread but the audio thread.
class Session
{
public:
    /// All must outlive this object.
    Session(juce::AudioProcessor& processor, ModelSelection& selection, Programs& presets,
            const UserPresets& presetsOfUser, Comparison& compared, EditorAppearance& editor);

    [[nodiscard]] State capture() const;

    /// Parameters that the state does not contain go to their defaults. Throws ModelError, before anything has changed,
    /// if a model of the state is not valid.
    void restore(State state);

private:
    [[nodiscard]] CurrentPreset presetOf(const StoredSetting& setting) const;
    [[nodiscard]] SelectedModel modelOf(const StoredSetting& setting) const;
    [[nodiscard]] int slotOf(const StoredSetting& setting) const;

    juce::AudioProcessor& plugin;
    ModelSelection& models;
    Programs& programs;
    const UserPresets& userPresets;
    Comparison& comparison;
    EditorAppearance& appearance;
};

} // namespace dequantizer
