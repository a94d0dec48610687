#pragma once

#include "Plugin/Editor/Theme.h"

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
    /// Says in the middle of `area` why there is no picture.
    void paintMessage(juce::Graphics& graphics, const juce::String& text, juce::Rectangle<int> area) const
    {
        graphics.setColour(findColour(quietTextColour));
        graphics.setFont(15.0f);
        graphics.drawText(text, area, juce::Justification::centred);
    }

    void paintOutline(juce::Graphics& graphics) const
    {
        graphics.setColour(findColour(outlineColour));
        graphics.drawRect(getLocalBounds(), 1);
    }

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
