#pragma once

#include "Plugin/Editor/FrequencyPlot.h"
#include "Plugin/Editor/SignalView.h"

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

    FrequencyPlot plot;

private:
    static constexpr int legendHeight = 24;
};

} // namespace dequantizer
