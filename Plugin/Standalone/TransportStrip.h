#pragma once

#include "Plugin/Editor/FocusRing.h"
#include "Plugin/Editor/Theme.h"
#include "Plugin/Standalone/PositionBar.h"

#include <optional>

namespace dequantizer
{

/// The controls above the editor to open, play and export a sound file. The owner connects them to their actions.
class TransportStrip final : public juce::Component
{
public:
    static constexpr int height = 132;

    /// What the strip shows.
    struct State
    {
        juce::String title; ///< the file's name, or what to do if there is none
        bool hasSound = false, isOpening = false, isPlaying = false, isLooping = false;
        double position = 0.0, length = 0.0;  ///< seconds
        std::optional<double> exportProgress; ///< 0 .. 1 during an export
        juce::String message;
        bool isError = false; ///< whether the message reports a failure
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
    double progressValue = 0.0;
    juce::ProgressBar progress{progressValue};
    FocusRing focusRing;
};

} // namespace dequantizer
