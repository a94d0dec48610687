#pragma once

#include "Plugin/Editor/FocusRing.h"
#include "Plugin/Editor/Theme.h"
#include "Plugin/Standalone/DragHandle.h"
#include "Plugin/Standalone/PositionBar.h"

#include <optional>

namespace dequantizer
{

/// The controls above the editor to open, play and export a sound file and to listen to the live input. The owner
/// connects them to their actions.
class TransportStrip final : public juce::Component
{
public:
    static constexpr int height = 136;

    /// What the strip shows.
    struct State
    {
        juce::String title; ///< the file's name, or what to do if there is none
        bool hasSound = false, isOpening = false, isPlaying = false, isLooping = false;
        bool isLive = false;                  ///< whether the live input is heard instead of the file
        double position = 0.0, length = 0.0;  ///< seconds
        std::optional<double> exportProgress; ///< 0 .. 1 during an export
        juce::String exportText;              ///< what is being exported
        juce::String message;
        bool isError = false; ///< whether the message reports a failure
    };

    TransportStrip();

    void show(const State& state);
    void paint(juce::Graphics& graphics) override;
    void resized() override;

    juce::TextButton file{"File"}, live{"Live input"}, open{"Open..."}, play{"Play"}, exportFile{"Export..."},
        cancel{"Cancel"}, audioSettings{"Audio settings..."};
    DragHandle drag;
    juce::ToggleButton loop{"Loop"};
    PositionBar position;

private:
    ThemedLabel title, time, message, error, exported;
    juce::String announced; // to screen readers
    double progressValue = 0.0;
    juce::ProgressBar progress{progressValue};
    FocusRing focusRing;
};

} // namespace dequantizer
