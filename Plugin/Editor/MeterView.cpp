#include "Plugin/Editor/MeterView.h"

#include "Plugin/Editor/Theme.h"

#include <algorithm>

namespace dequantizer
{

namespace
{
constexpr float minDecibels = -72.0f;
constexpr int nameWidth = 72, valueWidth = 72;
constexpr float holdThickness = 2.0f;

juce::String decibelText(float decibels)
{
    return decibels <= MeterBallistics::floor ? "silent" : juce::String(decibels, 1) + " dB";
}

// Read-only for accessibility clients.
class LevelValue final : public juce::AccessibilityTextValueInterface
{
public:
    explicit LevelValue(const MeterView& shown) : meter(shown) {}
    [[nodiscard]] bool isReadOnly() const override { return true; }
    [[nodiscard]] juce::String getCurrentValueAsString() const override { return meter.text(); }
    void setValueAsString(const juce::String&) override {}

private:
    const MeterView& meter;
};
} // namespace

MeterView::MeterView(const juce::String& nameOfLevel, const juce::String& tooltip) : name(nameOfLevel)
{
    setOpaque(true);
    setTitle(nameOfLevel + " level");
    setTooltip(tooltip);
}

void MeterView::update(const LevelMeter::Levels& levels, double seconds)
{
    const auto sum = [this] { return ballistics.level() + ballistics.held() + ballistics.average(); };
    const float before = sum();
    ballistics.advance(levels.peak, seconds);
    ballistics.advanceAverage(levels.rms, levels.isIdle, seconds);
    if (sum() != before)
        repaint();
}

juce::String MeterView::text() const
{
    return "peak " + decibelText(ballistics.held()) + ", average " + decibelText(ballistics.average());
}

float MeterView::positionOf(float decibels) noexcept
{
    return std::clamp((decibels - minDecibels) / -minDecibels, 0.0f, 1.0f);
}

juce::Rectangle<int> MeterView::barIn(juce::Rectangle<int> bounds) noexcept
{
    return bounds.withTrimmedLeft(nameWidth).withTrimmedRight(valueWidth);
}

void MeterView::paint(juce::Graphics& graphics)
{
    graphics.fillAll(findColour(juce::ResizableWindow::backgroundColourId));
    graphics.setFont(14.0f);
    graphics.setColour(findColour(textColour));
    graphics.drawText(name, getLocalBounds().removeFromLeft(nameWidth), juce::Justification::centredLeft);
    const bool isOver = ballistics.held() > 0.0f;
    graphics.setColour(findColour(isOver ? overloadColour : textColour));
    graphics.drawText(decibelText(ballistics.held()), getLocalBounds().removeFromRight(valueWidth),
                      juce::Justification::centredRight);

    const auto bar = barIn(getLocalBounds()).reduced(0, 4).toFloat();
    graphics.setColour(findColour(wellColour));
    graphics.fillRect(bar);
    graphics.setColour(findColour(meterPeakColour));
    graphics.fillRect(bar.withWidth(bar.getWidth() * positionOf(ballistics.level())));
    graphics.setColour(findColour(meterRmsColour));
    graphics.fillRect(bar.withWidth(bar.getWidth() * positionOf(ballistics.average())));
    if (const float position = positionOf(ballistics.held()); position > 0.0f)
    {
        const float x = bar.getX() + std::min(position * bar.getWidth(), bar.getWidth() - holdThickness);
        graphics.setColour(findColour(isOver ? overloadColour : textColour));
        graphics.fillRect(bar.withX(x).withWidth(holdThickness));
    }
    graphics.setColour(findColour(outlineColour));
    graphics.drawRect(bar.expanded(1.0f), 1.0f);
}

std::unique_ptr<juce::AccessibilityHandler> MeterView::createAccessibilityHandler()
{
    return std::make_unique<juce::AccessibilityHandler>(
        *this, juce::AccessibilityRole::staticText, juce::AccessibilityActions(),
        juce::AccessibilityHandler::Interfaces{std::make_unique<LevelValue>(*this)});
}

MeterScale::MeterScale()
{
    setInterceptsMouseClicks(false, false);
    setAccessible(false);
}

void MeterScale::paint(juce::Graphics& graphics)
{
    constexpr int spacing = 12, width = 30;
    const auto bar = MeterView::barIn(getLocalBounds());
    graphics.setFont(11.0f);
    graphics.setColour(findColour(quietTextColour));
    for (int decibels = static_cast<int>(minDecibels); decibels <= 0; decibels += spacing)
    {
        const int x = bar.getX() + juce::roundToInt(static_cast<float>(bar.getWidth()) *
                                                    MeterView::positionOf(static_cast<float>(decibels)));
        graphics.drawText(juce::String(decibels), juce::Rectangle<int>(x - width / 2, 0, width, getHeight()),
                          juce::Justification::centred);
    }
}

} // namespace dequantizer
