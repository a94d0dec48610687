#pragma once

#include "Plugin/Editor/FocusRing.h"
#include "Plugin/Editor/Theme.h"
#include "Plugin/Standalone/PositionBar.h"

#include <optional>

namespace dequantizer
{

/// The row of controls above the plugin's own: opens, plays and exports a sound file. What they do is up to who owns
/// it.
class TransportStrip final : public juce::Component
{
public:
    static constexpr int height = 132;

    /// What is to be seen.
    struct State
    {
        juce::String title; ///< the file's name, or what to do without one
        bool hasSound = false, isOpening = false, isPlaying = false, isLooping = false;
        double position = 0.0, length = 0.0; ///< seconds
        std::optional<double> exported;      ///< 0 .. 1 while an export goes on
        juce::String message;
        bool isError = false; ///< whether the message tells of something that failed
    };

    TransportStrip();

    void show(const State& state);
    void paint(juce::Graphics& graphics) override;
    void resized() override;

    juce::TextButton open{"Open..."}, play{"Play"}, exportFile{"Export..."}, cancel{"Cancel"},
        audioSettings{"Audio settings..."};
    juce::ToggleButton loop{"Loop"};
    PositionBar position;

private:
    ThemedLabel title, time, message, error;
    double exportShare = 0.0;
    juce::ProgressBar progress{exportShare};
    FocusRing focusRing;
};

} // namespace dequantizer
