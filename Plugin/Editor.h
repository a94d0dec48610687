#pragma once

#include "Plugin/ControlPanel.h"

namespace dequantizer
{

/// The window in the host: shows the control panel at any size, with its proportions kept.
class Editor final : public juce::AudioProcessorEditor
{
public:
    explicit Editor(Processor& processor);
    ~Editor() override;

    void resized() override;

private:
    juce::LookAndFeel_V4 lookAndFeel;
    ControlPanel panel;
    juce::TooltipWindow tooltips{this};
};

} // namespace dequantizer
