#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

namespace dequantizer
{

/// Marks the focused control of its parent, on top of all controls, while the keyboard is used.
class FocusRing final : public juce::Component, private juce::FocusChangeListener
{
public:
    FocusRing();
    ~FocusRing() override;

    void paint(juce::Graphics& graphics) override;

private:
    void globalFocusChanged(juce::Component* focused) override;
};

} // namespace dequantizer
