#pragma once

#include "Plugin/Editor/Theme.h"

namespace dequantizer
{

/// Draws the legend of a picture, from left to right.
class Legend
{
public:
    /// `view` gives the colours, `row` is the place within it.
    Legend(juce::Graphics& target, const juce::Component& view, juce::Rectangle<int> row)
        : graphics(target), colours(view), area(row)
    {
        graphics.setFont(13.0f);
    }

    /// A line or, with a large `thickness`, a patch of the colour, and its meaning.
    void add(int colourId, float thickness, const juce::String& text, int textWidth)
    {
        const auto key = area.removeFromLeft(20).toFloat().withSizeKeepingCentre(18.0f, thickness);
        graphics.setColour(colours.findColour(colourId));
        graphics.fillRect(key);
        draw(text, area.removeFromLeft(textWidth).withTrimmedLeft(5), juce::Justification::centredLeft);
    }

    /// A remark at the right end.
    void finish(const juce::String& text) { draw(text, area, juce::Justification::centredRight); }

private:
    void draw(const juce::String& text, juce::Rectangle<int> place, juce::Justification justification)
    {
        graphics.setColour(colours.findColour(quietTextColour));
        graphics.drawText(text, place, justification);
    }

    juce::Graphics& graphics;
    const juce::Component& colours;
    juce::Rectangle<int> area;
};

} // namespace dequantizer
