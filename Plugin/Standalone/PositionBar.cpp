#include "Plugin/Standalone/PositionBar.h"

#include "Plugin/Editor/Theme.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

juce::String timeText(double seconds)
{
    const auto tenths = static_cast<juce::int64>(std::floor(std::max(0.0, seconds) * 10.0));
    const auto minutes = tenths / 600;
    const auto rest = juce::String(tenths % 600 / 10).paddedLeft('0', 2) + "." + juce::String(tenths % 10);
    if (minutes < 60)
        return juce::String(minutes) + ":" + rest;
    return juce::String(minutes / 60) + ":" + juce::String(minutes % 60).paddedLeft('0', 2) + ":" + rest;
}

PositionBar::PositionBar() : Slider(LinearHorizontal, NoTextBox)
{
    setTitle("Position");
    setTooltip("Click or drag to seek; the arrow keys move by one second");
    setWantsKeyboardFocus(true);
    setSliderSnapsToMousePosition(true);
    setScrollWheelEnabled(false);
    textFromValueFunction = timeText;
    onValueChange = [this]
    {
        if (onSeek)
            onSeek(getValue());
    };
    show(0.0, {});
}

void PositionBar::show(double seconds, std::vector<float> peaks)
{
    outline = std::move(peaks);
    setEnabled(!outline.empty());
    // juce::Slider does not allow an empty range.
    setRange(0.0, std::max(seconds, 0.001), 0.0);
    setValue(0.0, juce::dontSendNotification);
    repaint();
}

void PositionBar::setPosition(double seconds)
{
    if (!isMouseButtonDown())
        setValue(seconds, juce::dontSendNotification);
}

bool PositionBar::keyPressed(const juce::KeyPress& key)
{
    using juce::KeyPress;
    const auto modifiers = key.getModifiers();
    if (modifiers.isCommandDown() || modifiers.isAltDown() || modifiers.isCtrlDown())
        return false;
    const double arrow = modifiers.isShiftDown() ? 0.1 : 1.0, page = 10.0;
    double seconds = 0.0;
    if (key.isKeyCode(KeyPress::rightKey) || key.isKeyCode(KeyPress::upKey))
        seconds = arrow;
    else if (key.isKeyCode(KeyPress::leftKey) || key.isKeyCode(KeyPress::downKey))
        seconds = -arrow;
    else if (key.isKeyCode(KeyPress::pageUpKey))
        seconds = page;
    else if (key.isKeyCode(KeyPress::pageDownKey))
        seconds = -page;
    else
        return false;
    setValue(getValue() + seconds, juce::sendNotificationSync);
    return true;
}

void PositionBar::paint(juce::Graphics& graphics)
{
    const auto area = getLocalBounds().toFloat();
    graphics.setColour(findColour(juce::TextButton::buttonColourId));
    graphics.fillRoundedRectangle(area, 4.0f);
    if (outline.empty())
        return;

    const auto first = static_cast<float>(getPositionOfValue(getMinimum()));
    const auto last = static_cast<float>(getPositionOfValue(getMaximum()));
    const auto now = static_cast<float>(getPositionOfValue(getValue()));
    const float middle = area.getCentreY(), most = 0.45f * area.getHeight();
    const auto toCome = findColour(quietTextColour).withAlpha(isEnabled() ? 0.6f : 0.3f);
    const auto played = isEnabled() ? findColour(accentColour) : toCome;
    for (float x = first; x < last; x += 1.0f)
    {
        const auto part = static_cast<std::size_t>((x - first) / (last - first) * static_cast<float>(outline.size()));
        const float half = std::max(0.5f, most * std::min(1.0f, outline[std::min(part, outline.size() - 1)]));
        graphics.setColour(x < now ? played : toCome);
        graphics.fillRect(x, middle - half, 1.0f, 2.0f * half);
    }
    graphics.setColour(isEnabled() ? findColour(textColour) : toCome);
    graphics.fillRect(now - 1.0f, area.getY(), 2.0f, area.getHeight());
}

} // namespace dequantizer
