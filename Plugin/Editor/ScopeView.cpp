#include "Plugin/Editor/ScopeView.h"

#include "Plugin/Editor/Legend.h"
#include "Plugin/Editor/Theme.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr double shownSeconds = 0.008;

// More samples around the window to search for a peak: at least one period of a low voice.
constexpr double searchedSeconds = 0.016;

// Faster pictures would flicker.
constexpr double minSeconds = 0.09;

constexpr float legendHeight = 24.0f;

std::size_t samplesIn(double seconds, double sampleRate)
{
    return static_cast<std::size_t>(std::lround(seconds * sampleRate));
}

// "0.125", "0.00781".
juce::String threeDigits(float value)
{
    const int decimals = value > 0.0f ? std::clamp(2 - static_cast<int>(std::floor(std::log10(value))), 0, 7) : 0;
    return juce::String(value, decimals).trimCharactersAtEnd("0");
}
} // namespace

ScopeView::ScopeView()
    : SignalView("Scope", "The samples as a staircase, their quantisation cells, and the restored curve",
                 "The input samples (staircase), their cells (shaded) and the restored signal (curve) of the first "
                 "channel. A cell is the interval of all values that are quantised to the same sample, so the original "
                 "value lies in it. Click to hold the picture")
{
}

void ScopeView::update(const SoundFeed& feed, double sampleRate, double seconds)
{
    age += seconds;
    if (isHeld() || (age < minSeconds && !window.isSilent) || feed.written() == shown || sampleRate <= 0.0)
        return;
    const auto count = std::min(samplesIn(shownSeconds, sampleRate), SoundFeed::maxView);
    samples.resize(std::min(samplesIn(shownSeconds + searchedSeconds, sampleRate), SoundFeed::maxView));
    shown = feed.written();
    rate = sampleRate;
    window = feed.latest(samples) ? chooseScopeWindow(samples, count) : ScopeWindow{};
    age = 0.0;
    repaint();
}

juce::Point<float> ScopeView::pointAt(float position, float level) const
{
    const auto area = getLocalBounds().toFloat().withTrimmedBottom(legendHeight).reduced(1.0f, 6.0f);
    const float x = position / static_cast<float>(window.count);
    const float y = (window.top - level) / (window.top - window.bottom);
    return {area.getX() + x * area.getWidth(), area.getY() + y * area.getHeight()};
}

// Adds a level of each sample for the duration of the sample; optionally backwards in time.
void ScopeView::addStaircase(juce::Path& path, float ScopeSample::*level, bool isBackwards) const
{
    for (std::size_t n = 0; n < window.count; ++n)
    {
        const auto i = isBackwards ? window.count - 1 - n : n;
        const float height = samples[window.start + i].*level;
        const auto first = pointAt(static_cast<float>(isBackwards ? i + 1 : i), height);
        const auto second = pointAt(static_cast<float>(isBackwards ? i : i + 1), height);
        if (n == 0 && !isBackwards)
            path.startNewSubPath(first);
        else
            path.lineTo(first);
        path.lineTo(second);
    }
}

void ScopeView::paint(juce::Graphics& graphics)
{
    graphics.fillAll(findColour(wellColour));
    if (window.isSilent)
    {
        paintMessage(graphics, shown == 0 ? "No signal yet" : "Silence",
                     getLocalBounds().withTrimmedBottom(static_cast<int>(legendHeight)));
    }
    else
    {
        const juce::Graphics::ScopedSaveState saved(graphics);
        graphics.reduceClipRegion(getLocalBounds().withTrimmedBottom(static_cast<int>(legendHeight)));
        paintSamples(graphics);
    }
    paintLegend(graphics);
    graphics.setColour(findColour(outlineColour));
    graphics.drawRect(getLocalBounds(), 1);
}

void ScopeView::paintSamples(juce::Graphics& graphics) const
{
    const auto zero = pointAt(0.0f, 0.0f);
    graphics.setColour(findColour(outlineColour).withAlpha(0.6f));
    graphics.fillRect(0.0f, zero.y - 0.5f, static_cast<float>(getWidth()), 1.0f);

    juce::Path cells;
    addStaircase(cells, &ScopeSample::upper, false);
    addStaircase(cells, &ScopeSample::lower, true);
    cells.closeSubPath();
    graphics.setColour(findColour(cellColour));
    graphics.fillPath(cells);

    juce::Path staircase;
    addStaircase(staircase, &ScopeSample::input, false);
    graphics.setColour(findColour(staircaseColour));
    graphics.strokePath(staircase, juce::PathStrokeType(1.2f));

    juce::Path curve;
    for (std::size_t i = 0; i < window.count; ++i)
    {
        const auto point = pointAt(static_cast<float>(i) + 0.5f, samples[window.start + i].restored);
        if (i == 0)
            curve.startNewSubPath(point);
        else
            curve.lineTo(point);
    }
    graphics.setColour(findColour(restoredColour));
    graphics.strokePath(curve, juce::PathStrokeType(2.0f, juce::PathStrokeType::curved));
}

void ScopeView::paintLegend(juce::Graphics& graphics) const
{
    Legend legend(graphics, *this, getLocalBounds().removeFromBottom(static_cast<int>(legendHeight)).reduced(10, 0));
    const float width = window.isSilent ? 0.0f : cellWidth(samples[window.start + window.count / 2]);
    legend.add(staircaseColour, 1.5f, "Input", 54);
    legend.add(cellColour, 12.0f, width > 0.0f ? "Cell of " + threeDigits(width) : "Cell", 116);
    legend.add(restoredColour, 2.5f, "Restored", 76);
    const auto time = window.isSilent ? juce::String() : juce::String(1000.0 * shownSeconds, 0) + " ms";
    legend.finish(withState(time));
}

} // namespace dequantizer
