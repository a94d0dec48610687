#include "Plugin/Editor/SpectrumView.h"

#include "Plugin/Editor/Legend.h"
#include "Plugin/Editor/Theme.h"

namespace dequantizer
{

namespace
{
constexpr double secondsBetweenFrames = 0.03;
} // namespace

SpectrumView::SpectrumView()
    : FrequencyView(
          "Spectrum", "The levels of the input, the restored signal and what was removed, by frequency",
          "The levels of the input, the restored signal and what restoring removes, by frequency, in the first "
          "channel. 0 dB is a sine at full scale. Click to hold the picture",
          {.topDecibels = 0.0f, .bottomDecibels = -120.0f, .decibelsPerLine = 20.0f}),
      samples(SpectrumAnalysis::frameLength)
{
}

void SpectrumView::update(const SoundFeed& feed, double sampleRate, double seconds)
{
    age += seconds;
    if (!isVisible() || isHeld() || age < secondsBetweenFrames || feed.written() == shown || sampleRate <= 0.0)
        return;
    if (sampleRate != plot.axis.sampleRate)
        analysis.reset();
    const bool isNew = !analysis.hasSpectra();
    plot.axis.sampleRate = sampleRate;
    shown = feed.written();
    if (feed.latest(samples))
        analysis.add(samples, age);
    age = 0.0;
    if (isNew)
        repaint();
    else
        repaintCurves();
}

void SpectrumView::paint(juce::Graphics& graphics)
{
    graphics.fillAll(findColour(wellColour));
    if (analysis.hasSpectra())
    {
        graphics.setColour(areaColour());
        graphics.fillPath(plot.below(plot.curveOf(analysis.removed())));
        plot.paintGrid(graphics, *this);
        graphics.setColour(findColour(staircaseColour));
        graphics.fillPath(plot.lineAlong(plot.curveOf(analysis.input()), 1.2f));
        graphics.setColour(findColour(restoredColour));
        graphics.fillPath(plot.lineAlong(plot.curveOf(analysis.restored()), 1.6f));
    }
    else
    {
        paintMessage(graphics, "No signal yet", picture());
    }
    paintLegend(graphics);
    paintOutline(graphics);
}

void SpectrumView::paintLegend(juce::Graphics& graphics) const
{
    Legend legend(graphics, *this, legendArea());
    legend.add(staircaseColour, 1.5f, "Input", 54);
    legend.add(restoredColour, 2.5f, "Restored", 76);
    legend.add(meterPeakColour, 12.0f, "Removed", 76);
    legend.finish(withState("dB over Hz"));
}

} // namespace dequantizer
