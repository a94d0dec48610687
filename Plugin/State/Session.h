#pragma once

#include "Plugin/Models/ModelSelection.h"
#include "Plugin/State/EditorAppearance.h"
#include "Plugin/State/Programs.h"
#include "Plugin/State/State.h"

namespace dequantizer
{

/// Captures the plugin's state for a session, and restores it. Any thread but the audio thread.
class Session
{
public:
    /// All must outlive this object.
    Session(juce::AudioProcessor& processor, ModelSelection& selection, Programs& presets, EditorAppearance& editor);

    [[nodiscard]] State capture() const;

    /// Parameters that the state does not contain go to their defaults. Throws ModelError, before anything has changed,
    /// if the state's model is not valid.
    void restore(State state);

private:
    [[nodiscard]] int slotFor(const State& state) const;

    juce::AudioProcessor& plugin;
    ModelSelection& models;
    Programs& programs;
    EditorAppearance& appearance;
};

} // namespace dequantizer
