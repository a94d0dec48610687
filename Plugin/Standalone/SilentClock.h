#pragma once

#include "Plugin/Standalone/Playback.h"

#include <juce_core/juce_core.h>

namespace dequantizer
{

/// Replaces a missing audio device: renders a playback in real time and discards the output, so that position, meters
/// and scope still move.
class SilentClock final : private juce::Thread
{
public:
    /// `rendered` must outlive this object.
    explicit SilentClock(Playback& rendered);
    ~SilentClock() override;

    /// Message thread: sets the output rate to the sound's and starts the thread that calls Playback::render().
    void start();

    /// Message thread: waits for the thread to end.
    void stop();

private:
    void run() override;

    Playback& playback;
};

} // namespace dequantizer
