#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

#include <functional>

namespace dequantizer
{

/// A picture of the signal. A click holds it, another click releases it.
class SignalView : public juce::Component, public juce::SettableTooltipClient
{
public:
    SignalView(const char* title, const char* description, const char* tooltip)
    {
        setOpaque(true);
        setTitle(title);
        setDescription(description);
        setTooltip(tooltip);
    }

    void setHeld(bool shouldHold)
    {
        if (held == shouldHold)
            return;
        held = shouldHold;
        repaint();
    }

    [[nodiscard]] bool isHeld() const noexcept { return held; }

    /// Called when a click has changed isHeld().
    std::function<void()> onHold;

    void mouseUp(const juce::MouseEvent& event) override
    {
        if (!event.mouseWasClicked())
            return;
        setHeld(!held);
        if (onHold)
            onHold();
    }

protected:
    /// A remark of the legend with the state of the picture before it.
    [[nodiscard]] juce::String withState(const juce::String& remark) const
    {
        if (!held)
            return remark;
        return remark.isEmpty() ? juce::String("held") : "held, " + remark;
    }

private:
    bool held = false;
};

} // namespace dequantizer
