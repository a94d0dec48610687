#include "Plugin/Editor/SpectrumView.h"

#include "Plugin/Editor/Legend.h"
#include "Plugin/Editor/Theme.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr float topDecibels = 0.0f, bottomDecibels = -120.0f; // relative to a sine at full scale
constexpr float decibelsPerLine = 20.0f;
constexpr double secondsBetweenFrames = 0.03;
constexpr int spectrumLegendHeight = 24, frequencyHeight = 16, decibelWidth = 34;
} // namespace

SpectrumView::SpectrumView()
    : SignalView("Spectrum", "The levels of the input, the restored signal and what was removed, by frequency",
                 "The levels of the input, the restored signal and what restoring removes, by frequency, in the first "
                 "channel. 0 dB is a sine at full scale. Click to hold the picture"),
      samples(SpectrumAnalysis::frameLength)
{
}

void SpectrumView::update(const SoundFeed& feed, double sampleRate, double seconds)
{
    age += seconds;
    if (!isVisible() || isHeld() || age < secondsBetweenFrames || feed.written() == shown || sampleRate <= 0.0)
        return;
    if (sampleRate != axis.sampleRate)
        analysis.reset();
    const bool isNew = !analysis.hasSpectra();
    axis.sampleRate = sampleRate;
    shown = feed.written();
    if (feed.latest(samples))
        analysis.add(samples, age);
    age = 0.0;
    // The scales and the legend stay as they are.
    repaint(isNew ? getLocalBounds() : plot().getSmallestIntegerContainer().expanded(2));
}

juce::Rectangle<float> SpectrumView::plot() const
{
    return getLocalBounds()
        .withTrimmedBottom(spectrumLegendHeight + frequencyHeight)
        .withTrimmedLeft(decibelWidth)
        .reduced(1, 6)
        .toFloat();
}

float SpectrumView::xOf(double frequency) const
{
    const auto area = plot();
    return area.getX() + static_cast<float>(axis.shareOf(frequency)) * area.getWidth();
}

float SpectrumView::yOf(float decibels) const
{
    const auto area = plot();
    const float share = (topDecibels - decibels) / (topDecibels - bottomDecibels);
    return area.getY() + std::clamp(share, 0.0f, 1.0f) * area.getHeight();
}

void SpectrumView::paint(juce::Graphics& graphics)
{
    graphics.fillAll(findColour(wellColour));
    if (analysis.hasSpectra())
    {
        paintGrid(graphics);
        const auto area = plot();
        auto removed = curveOf(analysis.removed());
        removed.lineTo(area.getBottomRight());
        removed.lineTo(area.getBottomLeft());
        removed.closeSubPath();
        graphics.setColour(findColour(meterPeakColour).withAlpha(0.6f));
        graphics.fillPath(removed);
        graphics.setColour(findColour(staircaseColour));
        graphics.strokePath(curveOf(analysis.input()), juce::PathStrokeType(1.2f));
        graphics.setColour(findColour(restoredColour));
        graphics.strokePath(curveOf(analysis.restored()), juce::PathStrokeType(1.6f));
    }
    else
    {
        paintMessage(graphics, "No signal yet", getLocalBounds().withTrimmedBottom(spectrumLegendHeight));
    }
    paintLegend(graphics);
    paintOutline(graphics);
}

void SpectrumView::paintGrid(juce::Graphics& graphics) const
{
    const auto area = plot();
    const auto line = findColour(outlineColour).withAlpha(0.35f), words = findColour(quietTextColour);
    graphics.setFont(12.0f);
    for (float decibels = topDecibels; decibels >= bottomDecibels; decibels -= decibelsPerLine)
    {
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
        // The whole text stays within the view.
        graphics.drawText(FrequencyAxis::text(frequency),
                          place.constrainedWithin(getLocalBounds().toFloat().reduced(4.0f)),
                          juce::Justification::centred);
    }
}

juce::Path SpectrumView::curveOf(std::span<const double> power) const
{
    const auto area = plot();
    const auto frequencyAt = [&](float x)
    { return axis.frequencyAt(static_cast<double>((x - area.getX()) / area.getWidth())); };
    juce::Path curve;
    for (float x = area.getX(); x <= area.getRight(); x += 1.0f)
    {
        const float y = yOf(decibelsBetween(power, frequencyAt(x - 0.5f), frequencyAt(x + 0.5f), axis.sampleRate));
        if (x == area.getX())
            curve.startNewSubPath(x, y);
        else
            curve.lineTo(x, y);
    }
    return curve;
}

void SpectrumView::paintLegend(juce::Graphics& graphics) const
{
    Legend legend(graphics, *this, getLocalBounds().removeFromBottom(spectrumLegendHeight).reduced(10, 0));
    legend.add(staircaseColour, 1.5f, "Input", 54);
    legend.add(restoredColour, 2.5f, "Restored", 76);
    legend.add(meterPeakColour, 12.0f, "Removed", 76);
    legend.finish(withState("dB over Hz"));
}

} // namespace dequantizer
