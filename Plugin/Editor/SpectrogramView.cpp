#include "Plugin/Editor/SpectrogramView.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr int spectrogramLegendHeight = 24, timesHeight = 16, frequenciesWidth = 34;
constexpr int pictureGap = 6, pictureInset = 6;
constexpr float leastLabelDistance = 13.0f;
constexpr int barWidth = 120, barHeight = 10;
} // namespace

SpectrogramView::SpectrogramView()
    : SignalView("Spectrogram", "The levels of the input and of the restored signal by time and frequency",
                 "The levels of the last six seconds by frequency, in the first channel: the input above, the restored "
                 "signal below. The stronger the colour, the higher the level. Click to hold the picture")
{
}

void SpectrogramView::lookAndFeelChanged()
{
    colours = levelColoursOf(*this);
    clearPictures();
}

void SpectrogramView::clearPictures()
{
    input.image.clear();
    restored.image.clear();
    repaint();
}

void SpectrogramView::update(const SoundFeed& feed, double sampleRate)
{
    if (!isVisible() || isHeld() || sampleRate <= 0.0)
        return;
    const auto before = columns.end();
    const bool isNew = !hasColumns() || sampleRate != columns.frequencies().sampleRate;
    columns.update(feed, sampleRate);
    if (columns.end() == before)
        return;
    if (isNew)
        clearPictures();
    // The rest stays as it is.
    repaint(inputArea());
    repaint(restoredArea());
}

juce::Rectangle<int> SpectrogramView::plots() const
{
    return getLocalBounds()
        .withTrimmedBottom(spectrogramLegendHeight + timesHeight)
        .withTrimmedLeft(frequenciesWidth)
        .withTrimmedTop(pictureInset)
        .withTrimmedRight(1);
}

juce::Rectangle<int> SpectrogramView::inputArea() const
{
    return plots().withHeight(std::max(0, (plots().getHeight() - pictureGap) / 2));
}

juce::Rectangle<int> SpectrogramView::restoredArea() const
{
    return inputArea().withBottomY(plots().getBottom());
}

void SpectrogramView::paint(juce::Graphics& graphics)
{
    {
        const juce::Graphics::ScopedSaveState saved(graphics);
        if (hasColumns())
            for (const auto& area : {inputArea(), restoredArea()})
                graphics.excludeClipRegion(area.reduced(1)); // the edges may be between two pixels of the screen
        graphics.fillAll(findColour(wellColour));
    }
    if (hasColumns())
    {
        paintPicture(graphics, input, inputArea());
        paintPicture(graphics, restored, restoredArea());
        paintTimes(graphics);
    }
    else
    {
        paintMessage(graphics, "No signal yet", getLocalBounds().withTrimmedBottom(spectrogramLegendHeight));
    }
    paintLegend(graphics);
    paintOutline(graphics);
}

void SpectrogramView::paintPicture(juce::Graphics& graphics, Picture& picture, juce::Rectangle<int> area)
{
    // In pixels of the screen, so that the image needs no scaling.
    const float scale = graphics.getInternalContext().getPhysicalPixelScaleFactor();
    const int width = juce::roundToInt(static_cast<float>(area.getWidth()) * scale);
    const int height = juce::roundToInt(static_cast<float>(area.getHeight()) * scale);
    if (width < 1 || height < 1)
        return;
    const auto columnCount = static_cast<std::int64_t>(SpectrogramColumns::count);
    const auto end = static_cast<std::int64_t>(columns.end());
    const auto oldest = std::max<std::int64_t>(0, end - static_cast<std::int64_t>(SpectrogramColumns::kept));
    const auto draw = [&](juce::Image::BitmapData& pixels, int x, std::int64_t position)
    {
        // A pixel may be older than the first column.
        const auto index = position >= 0 ? position * columnCount / width : -1;
        const bool isKept = index >= oldest && index < end;
        for (int y = 0; y < height; ++y)
        {
            std::uint8_t level = 0;
            if (isKept)
            {
                constexpr auto bands = static_cast<int>(SpectrogramColumns::bands);
                const auto& levels = columns.column(static_cast<std::uint64_t>(index)).*picture.levels;
                const int first = (height - 1 - y) * bands / height;
                const int last = std::max(first + 1, (height - y) * bands / height);
                level = *std::max_element(levels.begin() + first, levels.begin() + last);
            }
            pixels.setPixelColour(x, y, colours[level]);
        }
    };
    picture.image.update(width, height, end * width / columnCount, draw);
    {
        const juce::Graphics::ScopedSaveState saved(graphics);
        graphics.addTransform(juce::AffineTransform::scale(1.0f / scale).translated(area.getPosition()));
        picture.image.paint(graphics);
    }

    paintFrequencies(graphics, area);
    graphics.setFont(12.0f);
    const int nameWidth = graphics.getCurrentFont().getStringWidth(picture.name) + 10;
    const auto name = area.withSize(std::min(nameWidth, area.getWidth()), std::min(17, area.getHeight()));
    graphics.setColour(findColour(wellColour));
    graphics.fillRect(name);
    graphics.setColour(findColour(quietTextColour));
    graphics.drawText(picture.name, name, juce::Justification::centred);
}

void SpectrogramView::paintFrequencies(juce::Graphics& graphics, juce::Rectangle<int> area) const
{
    graphics.setFont(12.0f);
    const auto whole = area.toFloat();
    float last = whole.getBottom() + leastLabelDistance;
    for (const double frequency : FrequencyAxis::marked)
    {
        if (frequency > columns.frequencies().highest())
            break;
        const float y =
            whole.getBottom() - whole.getHeight() * static_cast<float>(columns.frequencies().shareOf(frequency));
        graphics.setColour(findColour(outlineColour));
        graphics.fillRect(whole.getX() - 4.0f, y - 0.5f, 4.0f, 1.0f);
        if (last - y < leastLabelDistance)
            continue;
        last = y;
        graphics.setColour(findColour(quietTextColour));
        const auto place = juce::Rectangle<float>(0.0f, y - 8.0f, whole.getX() - 6.0f, 16.0f);
        graphics.drawText(FrequencyAxis::text(frequency),
                          place.withY(std::min(place.getY(), whole.getBottom() - 14.0f)),
                          juce::Justification::centredRight);
    }
}

void SpectrogramView::paintTimes(juce::Graphics& graphics) const
{
    const auto area = restoredArea().toFloat();
    graphics.setFont(12.0f);
    for (int ago = 0; ago <= static_cast<int>(SpectrogramColumns::seconds); ++ago)
    {
        const float x = area.getRight() - area.getWidth() * static_cast<float>(ago / SpectrogramColumns::seconds);
        graphics.setColour(findColour(outlineColour));
        graphics.fillRect(x - 0.5f, area.getBottom(), 1.0f, 4.0f);
        graphics.setColour(findColour(quietTextColour));
        const auto place = juce::Rectangle<float>(x - 20.0f, area.getBottom() + 3.0f, 40.0f, timesHeight - 2.0f);
        // The whole text stays within the view.
        graphics.drawText(ago == 0 ? juce::String("now") : juce::String(-ago) + " s",
                          place.constrainedWithin(getLocalBounds().toFloat().reduced(4.0f)),
                          ago == 0 ? juce::Justification::centredRight : juce::Justification::centred);
    }
}

void SpectrogramView::paintLegend(juce::Graphics& graphics) const
{
    auto row = getLocalBounds().removeFromBottom(spectrogramLegendHeight).reduced(10, 0);
    if (!graphics.clipRegionIntersects(row))
        return;
    graphics.setFont(13.0f);
    const auto words = [&](const juce::String& text, juce::Rectangle<int> place, juce::Justification justification)
    {
        graphics.setColour(findColour(quietTextColour));
        graphics.drawText(text, place, justification);
    };
    const auto decibels = [](float level) { return juce::String(juce::roundToInt(level)); };
    words(decibels(SpectrogramColumns::lowestDecibels), row.removeFromLeft(36), juce::Justification::centredLeft);
    const auto bar = row.removeFromLeft(barWidth).withSizeKeepingCentre(barWidth, barHeight);
    for (int x = 0; x < barWidth; ++x)
    {
        graphics.setColour(colours[static_cast<std::size_t>(x) * (colours.size() - 1) / (barWidth - 1)]);
        graphics.fillRect(bar.getX() + x, bar.getY(), 1, barHeight);
    }
    graphics.setColour(findColour(outlineColour));
    graphics.drawRect(bar.expanded(1), 1);
    words(decibels(SpectrogramColumns::highestDecibels) + " dB", row.removeFromLeft(60).withTrimmedLeft(8),
          juce::Justification::centredLeft);
    words(withState("Hz over time"), row, juce::Justification::centredRight);
}

} // namespace dequantizer
