#pragma once

#include "Plugin/Editor/ScopeWindow.h"
#include "Plugin/Editor/SignalView.h"

#include <vector>

namespace dequantizer
{

/// An oscilloscope that draws the input samples as a staircase, their cells, and the restored signal as a curve.
class ScopeView final : public SignalView
{
public:
    ScopeView();

    /// Shows the latest samples, unless the picture is held or too recent to be replaced; `seconds` >= 0 after the last
    /// call.
    void update(const SoundFeed& feed, double sampleRate, double seconds);

    void paint(juce::Graphics& graphics) override;

private:
    [[nodiscard]] juce::Point<float> pointAt(float position, float level) const;
    void addStaircase(juce::Path& path, float ScopeSample::*level, bool isBackwards) const;
    void paintSamples(juce::Graphics& graphics) const;
    void paintLegend(juce::Graphics& graphics) const;

    std::vector<ScopeSample> samples;
    ScopeWindow window;
    double rate = 0.0;
    std::uint64_t shown = 0; // position in the feed
    double age = 0.0;        // of the picture, in seconds
};

} // namespace dequantizer
