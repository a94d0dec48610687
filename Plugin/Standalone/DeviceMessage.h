#pragma once

#include "Plugin/Standalone/SoundDevice.h"

namespace dequantizer
{

/// A sentence for the user, empty if there is nothing to say.
struct DeviceMessage
{
    juce::String text;
    bool isError = false; ///< whether nothing can be heard that should be
};

/// What the user should know about the audio device and what it plays. `pluginLatency` in seconds.
[[nodiscard]] DeviceMessage deviceMessage(const SoundDevice& device, const Playback& playback, double pluginLatency);

} // namespace dequantizer
