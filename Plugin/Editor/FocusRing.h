#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

namespace dequantizer
{

/// Shows which control of its parent the keyboard acts on. Lies over all of them.
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
