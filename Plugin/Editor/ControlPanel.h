#pragma once

#include "Plugin/Editor/LearnRow.h"
#include "Plugin/Editor/ParameterControls.h"
#include "Plugin/Editor/PresetRow.h"
#include "Plugin/State/PluginStatus.h"

namespace dequantizer
{

/// The preset, and the controls of all parameters except the model and those of the header bar.
class ControlPanel final : public juce::Component
{
public:
    /// Pixels.
    static constexpr int rowHeight = 26, rowGap = 3;
    static constexpr int height = 13 * (rowHeight + rowGap) - rowGap;

    ControlPanel(juce::AudioProcessorValueTreeState& parameters, Programs& presets, UserPresets& userPresets,
                 Learning& learning);

    void show(const Status& status);

    /// See PresetRow.
    void showPreset() { preset.showPreset(); }

    /// Refreshes what the Learn button does, `seconds` >= 0 after the last call.
    void update(double seconds) { learn.update(seconds); }

    [[nodiscard]] PresetRow& presetRow() noexcept { return preset; }

    /// Called by the button that opens SharesPanel.
    std::function<void()> onShares;

    void resized() override;

private:
    PresetRow preset;
    SliderRow bits;
    ThemedLabel gridName, gridLine;
    Switch followGrid;
    LearnRow learn;
    ChoiceRow rate, material, quality;
    Switch renderAtBest;
    SliderRow iterations, strength;
    ChoiceRow overlap;
    SliderRow mix;
    juce::TextButton shares;
    SliderRow gain;
    ThemedLabel listenName;
    Switch removed, quantise;
};

} // namespace dequantizer
