#pragma once

#include "Plugin/Editor/ParameterControls.h"
#include "Plugin/Processor.h"

namespace dequantizer
{

/// The controls of all parameters but the model and the comparison.
class ControlPanel final : public juce::Component
{
public:
    /// That it is laid out for.
    static constexpr int height = 10 * 37 - 7;

    explicit ControlPanel(Processor& processor);

    void show(const Status& status);

    /// Whether the settings still are those of the preset.
    void showPreset();

    void resized() override;

private:
    Processor& processor;

    ThemedLabel presetName;
    juce::ComboBox preset;
    SliderRow bits;
    ThemedLabel gridName, gridLine;
    Switch followGrid;
    ChoiceRow rate;
    SliderRow iterations, strength;
    ChoiceRow overlap;
    SliderRow mix, gain;
    ThemedLabel listenName;
    Switch removed, quantise;
};

} // namespace dequantizer
