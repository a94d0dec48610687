#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

#include <functional>
#include <vector>

namespace dequantizer
{

/// The playback position on a waveform overview. A click or drag seeks; so do the arrow keys, by one second, with Shift
/// by a tenth of a second, and Page Up and Page Down, by ten seconds.
class PositionBar final : public juce::Slider
{
public:
    PositionBar();

    /// Shows another sound: its length in seconds and its overview(), which is empty for no sound.
    void show(double seconds, std::vector<float> peaks);

    /// Does nothing while the user drags.
    void setPosition(double seconds);

    /// Called with the position in seconds when the user seeks.
    std::function<void(double)> onSeek;

    void paint(juce::Graphics& graphics) override;
    bool keyPressed(const juce::KeyPress& key) override;

private:
    std::vector<float> outline;
};

/// "1:02.3", or "1:02:03.4" from one hour.
[[nodiscard]] juce::String timeText(double seconds);

} // namespace dequantizer
