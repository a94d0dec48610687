#pragma once

#include "Plugin/Editor/Theme.h"

#include <juce_audio_processors/juce_audio_processors.h>

#include <functional>
#include <memory>
#include <optional>

namespace dequantizer
{

/// A slider with full keyboard control: the arrow keys move it by `step`, with Shift by the parameter's interval, Page
/// Up and Page Down by ten steps; Return opens the text box.
class KeyboardSlider final : public juce::Slider
{
public:
    explicit KeyboardSlider(double keyStep) : step(keyStep) {}

    bool keyPressed(const juce::KeyPress& key) override;

private:
    const double step;
};

/// A row with a parameter's name, a slider and the value.
class SliderRow final : public juce::Component
{
public:
    /// `keyStep` is in the parameter's unit, see KeyboardSlider.
    SliderRow(juce::AudioProcessorValueTreeState& parameters, const char* parameterId, double keyStep,
              const char* tooltip);

    /// Shows `value`, dimmed and not editable, instead of the parameter; "-" if there is no value.
    void showInstead(std::optional<double> value);

    /// Shows the parameter again.
    void showParameter();

    void resized() override;

private:
    ThemedLabel name;
    KeyboardSlider slider;
    juce::Slider substitute; // not attached, so that showing a value never changes the parameter
    std::unique_ptr<juce::AudioProcessorValueTreeState::SliderAttachment> attachment;
};

/// A row with a parameter's name and a list of its named values.
class ChoiceRow final : public juce::Component
{
public:
    ChoiceRow(juce::AudioProcessorValueTreeState& parameters, const char* parameterId, const char* tooltip);

    void resized() override;

private:
    ThemedLabel name;
    juce::ComboBox choice;
    std::unique_ptr<juce::AudioProcessorValueTreeState::ComboBoxAttachment> attachment;
};

/// A list whose items are updated each time before it opens.
class RefreshedChoice final : public juce::ComboBox
{
public:
    void showPopup() override;

    /// Updates the items.
    std::function<void()> onPopup;
};

/// A button for an on/off parameter.
class Switch final : public juce::ToggleButton
{
public:
    Switch(juce::AudioProcessorValueTreeState& parameters, const char* parameterId, const char* label,
           const char* tooltip);

private:
    juce::AudioProcessorValueTreeState::ButtonAttachment attachment;
};

/// The width of a row's name, in pixels.
inline constexpr int rowNameWidth = 100;

/// The distance of a slider's track from its left edge, in pixels, with which other controls are aligned.
inline constexpr int sliderInset = 8;

} // namespace dequantizer
