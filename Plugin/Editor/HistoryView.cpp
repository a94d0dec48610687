#include "Plugin/Editor/HistoryView.h"

#include "Plugin/Editor/Legend.h"
#include "Plugin/Editor/Theme.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dequantizer
{

namespace
{
constexpr float highestLevel = 0.0f, lowestLevel = -90.0f, levelsPerLine = 30.0f; // dBFS
constexpr float highestGain = 12.0f;                                              // dB, either way
constexpr float gainShare = 0.28f;                                                // of the height
constexpr int historyLegendHeight = 24, secondsHeight = 16, levelWidth = 34;
constexpr float plotGap = 18.0f;
constexpr int secondsPerMark = 10;
} // namespace

HistoryView::HistoryView()
    : SignalView("History", "The levels of the input and of the removed noise, and the gain, over the last minute",
                 "The average levels of the input and of what restoring removes over the last minute, in all channels. "
                 "Below, the gain: the level of the output relative to the input. Click to hold the picture")
{
}

void HistoryView::update(const LevelMeter::Levels& input, const LevelMeter::Levels& output,
                         const LevelMeter::Levels& removed, std::uint64_t written, double sampleRate)
{
    if (!isHeld() && sampleRate > 0.0 && history.add(input, output, removed, written, sampleRate) > 0)
        repaint();
}

juce::Rectangle<float> HistoryView::plots() const
{
    return getLocalBounds()
        .withTrimmedBottom(historyLegendHeight + secondsHeight)
        .withTrimmedLeft(levelWidth)
        .reduced(1, 6)
        .toFloat();
}

juce::Rectangle<float> HistoryView::levels() const
{
    return plots().withTrimmedBottom(plots().getHeight() * gainShare + plotGap);
}

juce::Rectangle<float> HistoryView::gains() const
{
    return plots().removeFromBottom(plots().getHeight() * gainShare);
}

float HistoryView::xOf(std::size_t ago) const
{
    const auto area = plots();
    return area.getRight() - area.getWidth() * static_cast<float>(ago) / static_cast<float>(LevelHistory::capacity - 1);
}

juce::Point<float> HistoryView::levelAt(float decibels, std::size_t ago) const
{
    const auto area = levels();
    const float share = (highestLevel - decibels) / (highestLevel - lowestLevel);
    return {xOf(ago), area.getY() + std::clamp(share, 0.0f, 1.0f) * area.getHeight()};
}

juce::Point<float> HistoryView::gainAt(float decibels, std::size_t ago) const
{
    const auto area = gains();
    const float share = 0.5f - 0.5f * decibels / highestGain;
    return {xOf(ago), area.getY() + std::clamp(share, 0.0f, 1.0f) * area.getHeight()};
}

juce::Path HistoryView::curveOf(const std::function<juce::Point<float>(std::size_t)>& pointAt) const
{
    juce::Path curve;
    bool isBroken = true;
    for (std::size_t ago = 0; ago < history.size(); ++ago)
    {
        const auto point = pointAt(ago);
        if (std::isnan(point.y))
            isBroken = true;
        else if (std::exchange(isBroken, false))
            curve.startNewSubPath(point);
        else
            curve.lineTo(point);
    }
    return curve;
}

void HistoryView::paint(juce::Graphics& graphics)
{
    graphics.fillAll(findColour(wellColour));
    if (history.size() > 0)
    {
        paintGrid(graphics);
        auto removed = curveOf([this](std::size_t ago) { return levelAt(history.step(ago).removed, ago); });
        removed.lineTo(xOf(history.size() - 1), levels().getBottom());
        removed.lineTo(xOf(0), levels().getBottom());
        removed.closeSubPath();
        graphics.setColour(findColour(meterPeakColour));
        graphics.fillPath(removed);
        graphics.setColour(findColour(staircaseColour));
        graphics.strokePath(curveOf([this](std::size_t ago) { return levelAt(history.step(ago).input, ago); }),
                            juce::PathStrokeType(1.3f));
        graphics.setColour(findColour(restoredColour));
        graphics.strokePath(curveOf([this](std::size_t ago) { return gainAt(history.step(ago).gain, ago); }),
                            juce::PathStrokeType(2.0f));
    }
    else
    {
        paintMessage(graphics, "No signal yet", getLocalBounds().withTrimmedBottom(historyLegendHeight));
    }
    paintLegend(graphics);
    paintOutline(graphics);
}

void HistoryView::paintGrid(juce::Graphics& graphics) const
{
    const auto area = plots();
    const auto line = findColour(outlineColour).withAlpha(0.35f), words = findColour(quietTextColour);
    graphics.setFont(12.0f);
    const auto across = [&](float y, const juce::String& text)
    {
        graphics.setColour(line);
        graphics.fillRect(area.getX(), y - 0.5f, area.getWidth(), 1.0f);
        graphics.setColour(words);
        graphics.drawText(text, juce::Rectangle<float>(0.0f, y - 8.0f, area.getX() - 5.0f, 16.0f),
                          juce::Justification::centredRight);
    };
    for (float decibels = highestLevel; decibels >= lowestLevel; decibels -= levelsPerLine)
        across(levelAt(decibels, 0).y, juce::String(juce::roundToInt(decibels)));
    for (const float decibels : {highestGain, 0.0f, -highestGain})
        across(gainAt(decibels, 0).y, (decibels > 0.0f ? "+" : "") + juce::String(juce::roundToInt(decibels)));
    for (int ago = 0; ago <= juce::roundToInt(LevelHistory::seconds); ago += secondsPerMark)
    {
        const float x = area.getRight() - area.getWidth() * static_cast<float>(ago / LevelHistory::seconds);
        graphics.setColour(line);
        graphics.fillRect(x - 0.5f, area.getY(), 1.0f, area.getHeight());
        graphics.setColour(words);
        const auto place = juce::Rectangle<float>(x - 22.0f, area.getBottom() + 3.0f, 44.0f, secondsHeight);
        graphics.drawText(ago == 0 ? juce::String("now") : juce::String(-ago) + " s",
                          place.constrainedWithin(getLocalBounds().toFloat().reduced(4.0f)),
                          ago == 0 ? juce::Justification::centredRight : juce::Justification::centred);
    }
}

void HistoryView::paintLegend(juce::Graphics& graphics) const
{
    Legend legend(graphics, *this, getLocalBounds().removeFromBottom(historyLegendHeight).reduced(10, 0));
    legend.add(staircaseColour, 1.5f, "Input", 54);
    legend.add(meterPeakColour, 12.0f, "Removed", 76);
    legend.add(restoredColour, 2.5f, "Gain", 54);
    legend.finish(withState("dB over time"));
}

} // namespace dequantizer
