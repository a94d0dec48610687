#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

#include <functional>
#include <vector>

namespace dequantizer
{

/// Where a sound is being played, over its outline; a click or a drag goes elsewhere. So do the arrow keys, by a
/// second, with Shift by a tenth, and Page Up and Page Down by ten.
class PositionBar final : public juce::Slider
{
public:
    PositionBar();

    /// For another sound: its length in seconds and its overview(). Empty for none.
    void show(double seconds, std::vector<float> peaks);

    /// Unless the user is just dragging.
    void setPosition(double seconds);

    /// What the user asks for, in seconds.
    std::function<void(double)> onSeek;

    void paint(juce::Graphics& graphics) override;
    bool keyPressed(const juce::KeyPress& key) override;

private:
    std::vector<float> outline;
};

/// "1:02.3", or "1:02:03.4" from an hour on.
[[nodiscard]] juce::String timeText(double seconds);

} // namespace dequantizer
