#include "Plugin/Standalone/DragHandle.h"

#include "Plugin/Editor/Theme.h"

namespace dequantizer
{

namespace
{
constexpr int leastPull = 4; // pixels
constexpr float corner = 4.0f, dotSize = 2.0f, dotDistance = 5.0f;
} // namespace

DragHandle::DragHandle() : TextButton("Drag result")
{
    setTitle(getButtonText());
    setTriggeredOnMouseDown(true);
    setMouseCursor(juce::MouseCursor::DraggingHandCursor);
}

void DragHandle::show(Stage newStage, double fraction)
{
    if (stage == newStage && progress == fraction)
        return;
    stage = newStage;
    progress = fraction;
    repaint();
    dragIfPossible();
}

void DragHandle::mouseDown(const juce::MouseEvent& event)
{
    isPulled = hasDragged = false;
    TextButton::mouseDown(event);
}

void DragHandle::mouseDrag(const juce::MouseEvent& event)
{
    // Without juce::Button's part, which would press the button again whenever the pointer comes back to it.
    if (isEnabled() && event.getDistanceFromDragStart() >= leastPull)
    {
        isPulled = true;
        dragIfPossible();
    }
}

void DragHandle::mouseUp(const juce::MouseEvent& event)
{
    isPulled = false;
    TextButton::mouseUp(event);
}

void DragHandle::dragIfPossible()
{
    if (stage != Stage::ready || !isPulled || hasDragged)
        return;
    hasDragged = true;
    if (onDrag)
        onDrag();
}

void DragHandle::paintButton(juce::Graphics& graphics, bool isHighlighted, bool isDown)
{
    const auto area = getLocalBounds().toFloat();
    getLookAndFeel().drawButtonBackground(graphics, *this, findColour(buttonColourId), isHighlighted, isDown);
    const auto accent = findColour(accentColour);
    if (stage == Stage::preparing)
    {
        juce::Graphics::ScopedSaveState saved(graphics);
        graphics.reduceClipRegion(
            area.withWidth(area.getWidth() * static_cast<float>(progress)).getSmallestIntegerContainer());
        graphics.setColour(accent.withAlpha(0.35f));
        graphics.fillRoundedRectangle(area.reduced(1.0f), corner);
    }

    // The dots of a grip.
    const auto text = findColour(textColourOffId).withMultipliedAlpha(isEnabled() ? 1.0f : 0.5f);
    graphics.setColour(stage == Stage::ready ? accent : text);
    const float left = 9.0f, top = area.getCentreY() - dotDistance;
    for (int column = 0; column < 2; ++column)
        for (int row = 0; row < 3; ++row)
            graphics.fillEllipse(left + static_cast<float>(column) * dotDistance - dotSize / 2.0f,
                                 top + static_cast<float>(row) * dotDistance - dotSize / 2.0f, dotSize + 1.0f,
                                 dotSize + 1.0f);
    graphics.setColour(text);
    graphics.setFont(getLookAndFeel().getTextButtonFont(*this, getHeight()));
    graphics.drawFittedText(getButtonText(), getLocalBounds().withTrimmedLeft(20).withTrimmedRight(6),
                            juce::Justification::centred, 1);
}

} // namespace dequantizer
