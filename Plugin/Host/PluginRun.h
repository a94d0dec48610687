#pragma once

#include "AudioFile/Sound.h"
#include "Plugin/Host/Automation.h"
#include "Plugin/Host/BlockSizes.h"
#include "Plugin/Host/CallbackTimes.h"

#include <juce_audio_processors/juce_audio_processors.h>

#include <memory>
#include <vector>

namespace dequantizer::host
{

/// The result of processing a sound with a plugin.
struct PluginRun
{
    Channels output;     ///< same shape as the input, aligned with it
    int latency = 0;     ///< samples, as the plugin reports it
    CallbackTimes times; ///< of all instances together
};

/// Instances of one plugin; the first one's output is kept.
using PluginInstances = std::vector<std::unique_ptr<juce::AudioPluginInstance>>;

/// How a sound's channels are connected to a plugin.
enum class Wiring
{
    direct,  ///< one to one
    doubled, ///< mono to both channels of a stereo plugin, of which the left output is kept
};

/// Sets the plugin's main buses to the sound's channels and disables all other buses. Throws HostError if the plugin
/// does not support them.
[[nodiscard]] Wiring arrangeChannels(juce::AudioPluginInstance& plugin, std::size_t soundChannels);

/// Prepares the instances at the sound's rate and processes the sound with each of them in turn, block by block,
/// followed by silence for the plugin's latency. `changes`, in order of time, take effect on their sample in all
/// instances: blocks end where one is due. Throws HostError if the output contains samples that are not finite.
[[nodiscard]] PluginRun run(const PluginInstances& plugins, const Sound& sound, Wiring wiring, BlockSizes blocks,
                            const std::vector<ParameterChange>& changes);

} // namespace dequantizer::host
