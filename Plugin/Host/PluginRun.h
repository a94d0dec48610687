#pragma once

#include "AudioFile/Sound.h"
#include "Plugin/Host/BlockSizes.h"
#include "Plugin/Host/CallbackTimes.h"

#include <juce_audio_processors/juce_audio_processors.h>

namespace dequantizer::host
{

/// What came of sending a sound through a plugin.
struct PluginRun
{
    Channels output; ///< as many channels and samples as the input, aligned with it
    int latency = 0; ///< samples, as the plugin reports it
    CallbackTimes times;
};

/// How a sound's channels go through a plugin.
enum class Wiring
{
    direct,  ///< the plugin takes as many
    doubled, ///< mono on both sides of a plugin that takes stereo alone, of which the left is kept
};

/// Arranges the plugin's main buses for the sound and switches all others off. Throws HostError where the plugin
/// refuses.
[[nodiscard]] Wiring arrangeChannels(juce::AudioPluginInstance& plugin, std::size_t soundChannels);

/// Prepares the plugin at the sound's rate and streams the sound through it block by block, followed by as much silence
/// as the plugin's latency needs. Throws HostError where what comes out is not finite.
[[nodiscard]] PluginRun run(juce::AudioPluginInstance& plugin, const Sound& sound, Wiring wiring, BlockSizes blocks);

} // namespace dequantizer::host
