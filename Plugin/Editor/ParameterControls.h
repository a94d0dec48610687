#pragma once

#include "Plugin/Editor/Theme.h"

#include <juce_audio_processors/juce_audio_processors.h>

#include <memory>
#include <optional>

namespace dequantizer
{

/// A slider that the keyboard moves as well as the mouse does: the arrows by `step`, with Shift by the least that there
/// is, Page Up and Page Down by ten steps; Return opens the value to be typed.
class KeyboardSlider final : public juce::Slider
{
public:
    explicit KeyboardSlider(double stepOfKeys) : step(stepOfKeys) {}

    bool keyPressed(const juce::KeyPress& key) override;

private:
    const double step;
};

/// A parameter's row: its name, and a slider with the value beside it.
class SliderRow final : public juce::Component
{
public:
    /// `keyStep` in the parameter's unit, see KeyboardSlider.
    SliderRow(juce::AudioProcessorValueTreeState& parameters, const char* parameterId, double keyStep,
              const char* tooltip);

    /// Shows `value`, dimmed, in place of the parameter, which cannot be moved meanwhile; "-" for no value.
    void showInstead(std::optional<double> value);

    /// The parameter again.
    void showParameter();

    void resized() override;

private:
    ThemedLabel name;
    KeyboardSlider slider;
    juce::Slider substitute; // never the parameter's, so that showing a value does not change it
    std::unique_ptr<juce::AudioProcessorValueTreeState::SliderAttachment> attachment;
};

/// The row of a parameter whose values have names.
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

/// An on-off parameter.
class Switch final : public juce::ToggleButton
{
public:
    Switch(juce::AudioProcessorValueTreeState& parameters, const char* parameterId, const char* label,
           const char* tooltip);

private:
    juce::AudioProcessorValueTreeState::ButtonAttachment attachment;
};

/// Of a row's name on the left, pixels.
inline constexpr int rowNameWidth = 100;

/// What a slider's line keeps from the left edge of its bounds: where all else of a column is to begin.
inline constexpr int sliderInset = 8;

} // namespace dequantizer
