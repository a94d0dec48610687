#pragma once

#include "Plugin/Editor/ScopeWindow.h"

#include <juce_gui_basics/juce_gui_basics.h>

#include <vector>

namespace dequantizer
{

/// A scope: the samples as the staircase that they are, the cells around them, and the restored curve in these. A click
/// holds the picture, another lets it go.
class ScopeView final : public juce::Component, public juce::SettableTooltipClient
{
public:
    ScopeView();

    /// Shows the newest sound, unless the picture is held or is newer than the eye can follow; `seconds` >= 0 have
    /// passed since the last call.
    void update(const SoundFeed& feed, double sampleRate, double seconds);

    void setHeld(bool shouldHold);
    [[nodiscard]] bool isHeld() const noexcept { return held; }

    /// When a click has changed isHeld().
    std::function<void()> onHold;

    void paint(juce::Graphics& graphics) override;
    void mouseUp(const juce::MouseEvent& event) override;

private:
    [[nodiscard]] juce::Point<float> placeOf(float position, float level) const;
    void addStaircase(juce::Path& path, float SeenSample::*level, bool isBackwards) const;
    void paintSound(juce::Graphics& graphics) const;
    void paintLegend(juce::Graphics& graphics) const;

    std::vector<SeenSample> sound;
    ScopeWindow window;
    double rate = 0.0;
    std::uint64_t shown = 0; // of the feed
    double age = 0.0;        // of the picture, seconds
    bool held = false;
};

} // namespace dequantizer
