#pragma once

#include "Plugin/Standalone/Playback.h"

#include <juce_core/juce_core.h>

namespace dequantizer
{

/// In the place of a sound device where there is none: renders a playback at the pace of time, for nobody to hear, so
/// that everything moves as if there were one.
class SilentClock final : private juce::Thread
{
public:
    /// `rendered` outlives this.
    explicit SilentClock(Playback& rendered);
    ~SilentClock() override;

    /// Message thread. The sound's own rate is the output's from then on. From start() to stop(), the clock's thread is
    /// the one in Playback::render().
    void start();

    /// Message thread: waits until the clock's thread has ended.
    void stop();

private:
    void run() override;

    Playback& playback;
};

} // namespace dequantizer
