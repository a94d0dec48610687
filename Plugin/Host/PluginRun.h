#pragma once

#include "AudioFile/Sound.h"
#include "Plugin/Host/BlockSizes.h"
#include "Plugin/Host/CallbackTimes.h"

#include <juce_audio_processors/juce_audio_processors.h>

namespace dequantizer::host
{

/// The result of processing a sound with a plugin.
struct PluginRun
{
    Channels output; ///< same shape as the input, aligned with it
    int latency = 0; ///< samples, as the plugin reports it
    CallbackTimes times;
};

/// How a sound's channels are connected to a plugin.
enum class Wiring
{
    direct,  ///< one to one
    doubled, ///< mono to both channels of a stereo plugin, of which the left output is kept
};

/// Sets the plugin's main buses to the sound's channels and disables all other buses. Throws HostError if the plugin
/// does not support them.
[[nodiscard]] Wiring arrangeChannels(juce::AudioPluginInstance& plugin, std::size_t soundChannels);

/// Prepares the plugin at the sound's rate and processes the sound block by block, followed by silence for the plugin's
/// latency. Throws HostError if the output contains samples that are not finite.
[[nodiscard]] PluginRun run(juce::AudioPluginInstance& plugin, const Sound& sound, Wiring wiring, BlockSizes blocks);

} // namespace dequantizer::host
