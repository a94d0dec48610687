#pragma once

#include "Plugin/Editor/ParameterControls.h"
#include "Plugin/State/PluginStatus.h"
#include "Plugin/State/Programs.h"

namespace dequantizer
{

/// The preset, and the controls of all parameters except the model and those of the header bar.
class ControlPanel final : public juce::Component
{
public:
    /// Pixels.
    static constexpr int rowHeight = 26, rowGap = 5;
    static constexpr int height = 12 * (rowHeight + rowGap) - rowGap;

    ControlPanel(juce::AudioProcessorValueTreeState& parameters, Programs& presets);

    void show(const Status& status);

    /// Shows the current preset, and whether the settings differ from it.
    void showPreset();

    void resized() override;

private:
    Programs& programs;

    ThemedLabel presetName;
    juce::ComboBox preset;
    SliderRow bits;
    ThemedLabel gridName, gridLine;
    Switch followGrid;
    ChoiceRow rate, material, quality;
    SliderRow iterations, strength;
    ChoiceRow overlap;
    SliderRow mix, gain;
    ThemedLabel listenName;
    Switch removed, quantise;
};

} // namespace dequantizer
