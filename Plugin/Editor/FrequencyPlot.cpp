#include "Plugin/Editor/FrequencyPlot.h"

#include "Plugin/Editor/FrameSpectra.h"
#include "Plugin/Editor/Theme.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
// Between the points of a curve, in pixels. One point for each pixel takes twice the time and looks the same.
constexpr float pixelsPerPoint = 2.0f;

// Limits how far the line extends beyond a sharp bend: to twice its thickness.
constexpr float leastCosine = 0.25f;
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

FrequencyPlot::Curve FrequencyPlot::curveOf(std::span<const double> power) const
{
    const auto frequencyAt = [&](float x)
    { return axis.frequencyAt(static_cast<double>((x - area.getX()) / area.getWidth())); };
    constexpr float reach = 0.5f * pixelsPerPoint;
    const int points = static_cast<int>(area.getWidth() / pixelsPerPoint);
    Curve curve;
    curve.reserve(static_cast<std::size_t>(points) + 1);
    for (int i = 0; i <= points; ++i)
    {
        const float x = area.getX() + static_cast<float>(i) * pixelsPerPoint;
        const float y = yOf(decibelsBetween(power, frequencyAt(x - reach), frequencyAt(x + reach), axis.sampleRate));
        curve.emplace_back(x, y);
    }
    return curve;
}

juce::Path FrequencyPlot::below(const Curve& curve) const
{
    juce::Path path;
    path.startNewSubPath(area.getBottomLeft());
    for (const auto& point : curve)
        path.lineTo(point);
    path.lineTo(area.getBottomRight());
    path.closeSubPath();
    return path;
}

juce::Path FrequencyPlot::lineAlong(const Curve& curve, float thickness)
{
    const auto directionAt = [&](std::size_t i) // from point i to the next one, of length 1
    {
        const auto step = curve[i + 1] - curve[i];
        return step / step.getDistanceFromOrigin();
    };
    // From a point to the edge of the line: across the line's direction, and to the corner where it bends.
    const auto edgeOf = [&](std::size_t i)
    {
        const auto before = directionAt(i > 0 ? i - 1 : i), after = directionAt(i + 1 < curve.size() ? i : i - 1);
        const auto along = before + after;
        const juce::Point<float> across(along.y, -along.x);
        const float cosine = 0.5f * across.getDistanceFromOrigin(); // of half the angle between both
        return across * (0.5f * thickness / (2.0f * cosine * std::max(cosine, leastCosine)));
    };
    juce::Path path;
    if (curve.size() < 2)
        return path;
    path.startNewSubPath(curve.front() + edgeOf(0));
    for (std::size_t i = 1; i < curve.size(); ++i)
        path.lineTo(curve[i] + edgeOf(i));
    for (std::size_t i = curve.size(); i-- > 0;)
        path.lineTo(curve[i] - edgeOf(i));
    path.closeSubPath();
    return path;
}

} // namespace dequantizer
