#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

namespace dequantizer
{

/// What a component draws, with `scale` pixels of the screen for each of its own.
inline juce::Image pictureOf(juce::Component& component, float scale = 1.0f)
{
    return component.createComponentSnapshot(component.getLocalBounds(), true, scale);
}

/// The number of pixels of this colour.
inline int countOf(const juce::Image& picture, juce::Colour colour)
{
    int count = 0;
    for (int y = 0; y < picture.getHeight(); ++y)
        for (int x = 0; x < picture.getWidth(); ++x)
            count += picture.getPixelAt(x, y) == colour ? 1 : 0;
    return count;
}

inline bool areEqual(const juce::Image& a, const juce::Image& b)
{
    if (a.getBounds() != b.getBounds())
        return false;
    for (int y = 0; y < a.getHeight(); ++y)
        for (int x = 0; x < a.getWidth(); ++x)
            if (a.getPixelAt(x, y) != b.getPixelAt(x, y))
                return false;
    return true;
}

/// A click of the mouse in the middle of a component.
inline juce::MouseEvent clickOn(juce::Component& component)
{
    const auto place = component.getLocalBounds().getCentre().toFloat();
    const auto now = juce::Time::getCurrentTime();
    return {juce::Desktop::getInstance().getMainMouseSource(),
            place,
            juce::ModifierKeys::leftButtonModifier,
            juce::MouseInputSource::defaultPressure,
            juce::MouseInputSource::defaultOrientation,
            juce::MouseInputSource::defaultRotation,
            juce::MouseInputSource::defaultTiltX,
            juce::MouseInputSource::defaultTiltY,
            &component,
            &component,
            now,
            place,
            now,
            1,
            false};
}

} // namespace dequantizer
