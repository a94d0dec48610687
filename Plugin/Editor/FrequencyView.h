#pragma once

#include "Plugin/Editor/FrequencyPlot.h"
#include "Plugin/Editor/SignalView.h"
#include "Plugin/Editor/Theme.h"

namespace dequantizer
{

/// A picture with a plot of decibels over the frequency and a legend below it.
class FrequencyView : public SignalView
{
public:
    FrequencyView(const char* title, const char* description, const char* tooltip, const FrequencyPlot& empty)
        : SignalView(title, description, tooltip), plot(empty)
    {
    }

    void resized() override { plot.area = FrequencyPlot::areaWithin(picture()); }

protected:
    /// Everything but the legend.
    [[nodiscard]] juce::Rectangle<int> picture() const { return getLocalBounds().withTrimmedBottom(legendHeight); }

    [[nodiscard]] juce::Rectangle<int> legendArea() const
    {
        return getLocalBounds().removeFromBottom(legendHeight).reduced(10, 0);
    }

    /// Repaints the curves. The scales and the legend stay as they are.
    void repaintCurves() { repaint(plot.area.getSmallestIntegerContainer().expanded(2)); }

    /// Of the part below a curve. Opaque, because it is large and blending takes longer; so the grid is
    /// drawn above it.
    [[nodiscard]] juce::Colour areaColour() const
    {
        return findColour(wellColour).overlaidWith(findColour(meterPeakColour).withAlpha(0.6f));
    }

    FrequencyPlot plot;

private:
    static constexpr int legendHeight = 24;
};

} // namespace dequantizer
