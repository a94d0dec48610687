#include "Plugin/Editor/ScopeView.h"

#include "Plugin/Editor/Theme.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr double shownSeconds = 0.008;

// Before and after what is shown: at least a period of a low voice, to find its peak in.
constexpr double searchedSeconds = 0.016;

// A picture stays this long: the eye needs it.
constexpr double leastSeconds = 0.09;

constexpr float legendHeight = 24.0f;

std::size_t samplesOf(double seconds, double sampleRate)
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
{
    setOpaque(true);
    setTitle("Scope");
    setDescription("The samples as a staircase, their quantisation cells, and the restored curve");
    setTooltip("The samples as they came, the cells that the true values lie in, and the restored curve. "
               "Click to hold the picture");
}

void ScopeView::update(const SoundFeed& feed, double sampleRate, double seconds)
{
    age += seconds;
    if (held || (age < leastSeconds && !window.isSilent) || feed.written() == shown || sampleRate <= 0.0)
        return;
    const auto count = std::min(samplesOf(shownSeconds, sampleRate), SoundFeed::longestView);
    sound.resize(std::min(samplesOf(shownSeconds + searchedSeconds, sampleRate), SoundFeed::longestView));
    shown = feed.written();
    rate = sampleRate;
    window = feed.newest(sound) ? chooseScopeWindow(sound, count) : ScopeWindow{};
    age = 0.0;
    repaint();
}

void ScopeView::setHeld(bool shouldHold)
{
    held = shouldHold;
}

void ScopeView::mouseUp(const juce::MouseEvent& event)
{
    if (!event.mouseWasClicked())
        return;
    held = !held;
    if (onHold)
        onHold();
}

juce::Point<float> ScopeView::placeOf(float position, float level) const
{
    const auto area = getLocalBounds().toFloat().withTrimmedBottom(legendHeight).reduced(1.0f, 6.0f);
    const float x = position / static_cast<float>(window.count);
    const float y = (window.highest - level) / (window.highest - window.lowest);
    return {area.getX() + x * area.getWidth(), area.getY() + y * area.getHeight()};
}

// Adds a level of each sample for as long as the sample lasts; backwards in time if asked for.
void ScopeView::addStaircase(juce::Path& path, float SeenSample::*level, bool isBackwards) const
{
    for (std::size_t n = 0; n < window.count; ++n)
    {
        const auto i = isBackwards ? window.count - 1 - n : n;
        const float height = sound[window.start + i].*level;
        const auto first = placeOf(static_cast<float>(isBackwards ? i + 1 : i), height);
        const auto second = placeOf(static_cast<float>(isBackwards ? i : i + 1), height);
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
        graphics.setColour(findColour(quietTextColour));
        graphics.setFont(15.0f);
        graphics.drawText(shown == 0 ? "Nothing heard yet" : "Silence",
                          getLocalBounds().withTrimmedBottom(static_cast<int>(legendHeight)),
                          juce::Justification::centred);
    }
    else
    {
        const juce::Graphics::ScopedSaveState saved(graphics);
        graphics.reduceClipRegion(getLocalBounds().withTrimmedBottom(static_cast<int>(legendHeight)));
        paintSound(graphics);
    }
    paintLegend(graphics);
    graphics.setColour(findColour(outlineColour));
    graphics.drawRect(getLocalBounds(), 1);
}

void ScopeView::paintSound(juce::Graphics& graphics) const
{
    const auto zero = placeOf(0.0f, 0.0f);
    graphics.setColour(findColour(outlineColour).withAlpha(0.6f));
    graphics.fillRect(0.0f, zero.y - 0.5f, static_cast<float>(getWidth()), 1.0f);

    juce::Path cells;
    addStaircase(cells, &SeenSample::upper, false);
    addStaircase(cells, &SeenSample::lower, true);
    cells.closeSubPath();
    graphics.setColour(findColour(cellColour));
    graphics.fillPath(cells);

    juce::Path staircase;
    addStaircase(staircase, &SeenSample::input, false);
    graphics.setColour(findColour(staircaseColour));
    graphics.strokePath(staircase, juce::PathStrokeType(1.2f));

    juce::Path curve;
    for (std::size_t i = 0; i < window.count; ++i)
    {
        const auto point = placeOf(static_cast<float>(i) + 0.5f, sound[window.start + i].restored);
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
    auto area = getLocalBounds().removeFromBottom(static_cast<int>(legendHeight)).reduced(10, 0);
    graphics.setFont(13.0f);
    const auto entry = [&](int colourId, float thickness, const juce::String& text, int width)
    {
        const auto sample = area.removeFromLeft(20).toFloat().withSizeKeepingCentre(18.0f, thickness);
        graphics.setColour(findColour(colourId));
        graphics.fillRect(sample);
        graphics.setColour(findColour(quietTextColour));
        graphics.drawText(text, area.removeFromLeft(width).withTrimmedLeft(5), juce::Justification::centredLeft);
    };
    const float width = window.isSilent ? 0.0f : cellWidth(sound[window.start + window.count / 2]);
    entry(staircaseColour, 1.5f, "Input", 54);
    entry(cellColour, 12.0f, width > 0.0f ? "Cell of " + threeDigits(width) : "Cell", 116);
    entry(restoredColour, 2.5f, "Restored", 76);
    const auto time = window.isSilent ? juce::String() : juce::String(1000.0 * shownSeconds, 0) + " ms";
    graphics.drawText(held ? "held, " + time : time, area, juce::Justification::centredRight);
}

} // namespace dequantizer
