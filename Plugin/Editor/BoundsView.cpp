#include "Plugin/Editor/BoundsView.h"

#include "Plugin/Editor/Legend.h"
#include "Plugin/Editor/Theme.h"

namespace dequantizer
{

namespace
{
constexpr double secondsBetweenPictures = 0.03;
} // namespace

BoundsView::BoundsView()
    : FrequencyView(
          "Bounds", "What the operator takes for noise, by frequency",
          "The weight that the operator gives to each frequency in the first channel. The higher the curve, the more "
          "of the sound there counts as noise and is removed as far as the cells allow. Click to hold the picture",
          {.topDecibels = 40.0f, .bottomDecibels = -80.0f, .decibelsPerLine = 20.0f})
{
}

void BoundsView::use(const std::shared_ptr<const Model>& model)
{
    analysis.use(model);
    if (analysis.frameLength() > SoundFeed::maxView)
        analysis.use(nullptr);
    if (model != nullptr)
        plot.axis.sampleRate = model->sampleRate;
    samples.resize(analysis.frameLength());
    repaint();
}

void BoundsView::update(const SoundFeed& feed, double seconds)
{
    age += seconds;
    if (!isVisible() || isHeld() || age < secondsBetweenPictures || !analysis.hasOperator() ||
        feed.written() - shown < analysis.hop())
        return;
    shown = feed.written();
    age = 0.0;
    if (!feed.latest(samples))
        return;
    const bool hadBounds = analysis.hasBounds();
    analysis.add(samples);
    if (hadBounds && analysis.hasBounds())
        repaintCurves();
    else
        repaint();
}

void BoundsView::paint(juce::Graphics& graphics)
{
    graphics.fillAll(findColour(wellColour));
    if (analysis.hasBounds())
    {
        const auto last = plot.curveOf(analysis.last());
        graphics.setColour(areaColour());
        graphics.fillPath(plot.below(last));
        plot.paintGrid(graphics, *this);
        graphics.setColour(findColour(staircaseColour));
        graphics.fillPath(plot.lineAlong(plot.curveOf(analysis.first()), 1.2f));
        graphics.setColour(findColour(restoredColour));
        graphics.fillPath(plot.lineAlong(last, 1.6f));
    }
    else
    {
        paintMessage(graphics, analysis.hasOperator() ? "Nothing is restored" : "This operator has no bounds to show",
                     picture());
    }
    Legend legend(graphics, *this, legendArea());
    legend.add(staircaseColour, 1.5f, "At first", 62);
    legend.add(restoredColour, 2.5f, "In the end", 80);
    legend.finish(withState("dB over Hz"));
    paintOutline(graphics);
}

} // namespace dequantizer
