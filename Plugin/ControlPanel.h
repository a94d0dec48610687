#pragma once

#include "Plugin/Processor.h"

#include <juce_gui_basics/juce_gui_basics.h>

#include <memory>

namespace dequantizer
{

/// All controls and texts of the editor, laid out for one size; whoever shows it scales it as a picture.
class ControlPanel final : public juce::Component, private juce::ChangeListener
{
public:
    static constexpr int designWidth = 560;
    static constexpr int designHeight = 570;

    explicit ControlPanel(Processor& processor);
    ~ControlPanel() override;

    void paint(juce::Graphics& graphics) override;
    void resized() override;

private:
    using SliderAttachment = juce::AudioProcessorValueTreeState::SliderAttachment;
    using ComboBoxAttachment = juce::AudioProcessorValueTreeState::ComboBoxAttachment;
    using ButtonAttachment = juce::AudioProcessorValueTreeState::ButtonAttachment;

    /// A parameter's row: its name, and a slider with the value beside it.
    struct Row
    {
        juce::Label name;
        juce::Slider slider;
        std::unique_ptr<SliderAttachment> attachment;
    };

    /// An on-off parameter.
    struct Switch
    {
        juce::ToggleButton button;
        std::unique_ptr<ButtonAttachment> attachment;
    };

    void addRow(Row& row, const char* parameterId, const char* tooltip);
    void addSwitch(Switch& control, const char* parameterId, const char* text, const char* tooltip);
    void addLabel(juce::Label& label, float height, juce::Colour colour);
    void changeListenerCallback(juce::ChangeBroadcaster*) override { showStatus(); }
    void showStatus();
    void chooseModelFile();

    Processor& processor;

    juce::Label title, subtitle;
    Switch bypass;
    Row bits, iterations, mix, gain;
    juce::Label gridTitle, gridLine;
    Switch followGrid;
    juce::Label rateTitle;
    juce::ComboBox rate;
    std::unique_ptr<ComboBoxAttachment> rateAttachment;
    juce::Label listenTitle;
    Switch removed, quantise;
    juce::Label modelTitle, modelName;
    juce::TextButton load, automatic;
    juce::Label statusLine, reasonLine, errorLine;
    std::unique_ptr<juce::FileChooser> chooser;
};

} // namespace dequantizer
