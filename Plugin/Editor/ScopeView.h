#pragma once

#include "Plugin/Editor/ScopeWindow.h"

#include <juce_gui_basics/juce_gui_basics.h>

#include <vector>

namespace dequantizer
{

/// An oscilloscope that draws the input samples as a staircase, their cells, and the restored signal as a curve. A
/// click holds the picture, another click releases it.
class ScopeView final : public juce::Component, public juce::SettableTooltipClient
{
public:
    ScopeView();

    /// Shows the latest samples, unless the picture is held or too recent to be replaced; `seconds` >= 0 after the last
    /// call.
    void update(const SoundFeed& feed, double sampleRate, double seconds);

    void setHeld(bool shouldHold);
    [[nodiscard]] bool isHeld() const noexcept { return held; }

    /// Called when a click has changed isHeld().
    std::function<void()> onHold;

    void paint(juce::Graphics& graphics) override;
    void mouseUp(const juce::MouseEvent& event) override;

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
    bool held = false;
};

} // namespace dequantizer
