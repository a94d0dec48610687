#include "Plugin/Editor/FocusRing.h"

#include "Plugin/Editor/Theme.h"

namespace dequantizer
{

namespace
{
constexpr int distance = 2;
constexpr int clickMs = 500; // focus that changes within this time follows from the click
} // namespace

FocusRing::FocusRing()
{
    setInterceptsMouseClicks(false, false);
    setAccessible(false);
    setAlwaysOnTop(true);
    juce::Desktop::getInstance().addFocusChangeListener(this);
}

FocusRing::~FocusRing()
{
    juce::Desktop::getInstance().removeFocusChangeListener(this);
}

void FocusRing::globalFocusChanged(juce::Component* focused)
{
    auto* const parent = getParentComponent();
    // A click needs no mark.
    const auto sinceClick =
        juce::Time::getCurrentTime() - juce::Desktop::getInstance().getMainMouseSource().getLastMouseDownTime();
    const bool isByMouse =
        juce::ModifierKeys::currentModifiers.isAnyMouseButtonDown() || sinceClick.inMilliseconds() < clickMs;
    const bool isOurs = parent != nullptr && parent->isParentOf(focused);
    setVisible(isOurs && !isByMouse);
    if (isOurs)
        setBounds(parent->getLocalArea(focused, focused->getLocalBounds()).expanded(distance));
}

void FocusRing::paint(juce::Graphics& graphics)
{
    graphics.setColour(findColour(accentColour));
    graphics.drawRoundedRectangle(getLocalBounds().toFloat().reduced(1.0f), 4.0f, 2.0f);
}

} // namespace dequantizer
