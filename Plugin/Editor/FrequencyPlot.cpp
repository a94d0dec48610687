#include "Plugin/Editor/FrequencyPlot.h"

#include "Plugin/Editor/FrameSpectra.h"
#include "Plugin/Editor/Theme.h"

#include <algorithm>

namespace dequantizer
{

namespace
{
// Between the points of a curve, in pixels. One point for each pixel takes twice the time and looks the same.
constexpr float pixelsPerPoint = 2.0f;
} // namespace

juce::Rectangle<float> FrequencyPlot::areaWithin(juce::Rectangle<int> component)
{
    return component.withTrimmedBottom(frequencyHeight).withTrimmedLeft(decibelWidth).reduced(1, 6).toFloat();
}

float FrequencyPlot::xOf(double frequency) const
{
    return area.getX() + static_cast<float>(axis.shareOf(frequency)) * area.getWidth();
}

float FrequencyPlot::yOf(float decibels) const
{
    const float share = (topDecibels - decibels) / (topDecibels - bottomDecibels);
    return area.getY() + std::clamp(share, 0.0f, 1.0f) * area.getHeight();
}

void FrequencyPlot::paintGrid(juce::Graphics& graphics, const juce::Component& owner) const
{
    const auto line = owner.findColour(outlineColour).withAlpha(0.35f), words = owner.findColour(quietTextColour);
    graphics.setFont(12.0f);
    const int lines = static_cast<int>((topDecibels - bottomDecibels) / decibelsPerLine);
    for (int i = 0; i <= lines; ++i)
    {
        const float decibels = topDecibels - static_cast<float>(i) * decibelsPerLine;
        const float y = yOf(decibels);
        graphics.setColour(line);
        graphics.fillRect(area.getX(), y - 0.5f, area.getWidth(), 1.0f);
        graphics.setColour(words);
        graphics.drawText(juce::String(decibels, 0),
                          juce::Rectangle<float>(0.0f, y - 8.0f, static_cast<float>(decibelWidth) - 4.0f, 16.0f),
                          juce::Justification::centredRight);
    }
    for (const double frequency : FrequencyAxis::marked)
    {
        if (frequency > axis.highest())
            break;
        const float x = xOf(frequency);
        graphics.setColour(line);
        graphics.fillRect(x - 0.5f, area.getY(), 1.0f, area.getHeight());
        graphics.setColour(words);
        const auto place =
            juce::Rectangle<float>(x - 20.0f, area.getBottom() + 1.0f, 40.0f, static_cast<float>(frequencyHeight));
        // The whole text stays within the component.
        graphics.drawText(FrequencyAxis::text(frequency),
                          place.constrainedWithin(owner.getLocalBounds().toFloat().reduced(4.0f)),
                          juce::Justification::centred);
    }
}

juce::Path FrequencyPlot::curveOf(std::span<const double> power) const
{
    const auto frequencyAt = [&](float x)
    { return axis.frequencyAt(static_cast<double>((x - area.getX()) / area.getWidth())); };
    juce::Path curve;
    constexpr float reach = 0.5f * pixelsPerPoint;
    const int points = static_cast<int>(area.getWidth() / pixelsPerPoint);
    for (int i = 0; i <= points; ++i)
    {
        const float x = area.getX() + static_cast<float>(i) * pixelsPerPoint;
        const float y = yOf(decibelsBetween(power, frequencyAt(x - reach), frequencyAt(x + reach), axis.sampleRate));
        if (i == 0)
            curve.startNewSubPath(x, y);
        else
            curve.lineTo(x, y);
    }
    return curve;
}

juce::Path FrequencyPlot::below(juce::Path curve) const
{
    curve.lineTo(area.getBottomRight());
    curve.lineTo(area.getBottomLeft());
    curve.closeSubPath();
    return curve;
}

} // namespace dequantizer
