#include "Plugin/Host/PluginRun.h"

#include "Plugin/Host/HostError.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace dequantizer::host
{

namespace
{
bool setMainLayout(juce::AudioPluginInstance& plugin, int channels)
{
    const auto set = channels == 1   ? juce::AudioChannelSet::mono()
                     : channels == 2 ? juce::AudioChannelSet::stereo()
                                     : juce::AudioChannelSet::canonicalChannelSet(channels);
    auto layout = plugin.getBusesLayout();
    for (auto* buses : {&layout.inputBuses, &layout.outputBuses})
    {
        if (buses->isEmpty())
            return false;
        for (auto& bus : *buses)
            bus = juce::AudioChannelSet::disabled();
        buses->getReference(0) = set;
    }
    return plugin.setBusesLayout(layout);
}

// Copies the next samples of the sound, or silence after its end.
void fill(juce::AudioBuffer<float>& block, const Channels& channels, std::size_t start)
{
    block.clear();
    if (start >= channels.front().size())
        return;
    const auto count = std::min(static_cast<std::size_t>(block.getNumSamples()), channels.front().size() - start);
    for (int channel = 0; channel < block.getNumChannels(); ++channel)
    {
        const auto source = std::min(static_cast<std::size_t>(channel), channels.size() - 1);
        block.copyFrom(channel, 0, channels[source].data() + start, static_cast<int>(count));
    }
}

void append(const juce::AudioBuffer<float>& block, Channels& channels)
{
    for (std::size_t channel = 0; channel < channels.size(); ++channel)
    {
        const auto* const samples = block.getReadPointer(static_cast<int>(channel));
        channels[channel].insert(channels[channel].end(), samples, samples + block.getNumSamples());
    }
}

// Processes `block` with the first plugin, and copies of it with the others.
double secondsFor(const PluginInstances& plugins, juce::AudioBuffer<float>& block, juce::AudioBuffer<float>& input)
{
    for (int channel = 0; channel < block.getNumChannels(); ++channel)
        input.copyFrom(channel, 0, block, channel, 0, block.getNumSamples());
    juce::AudioBuffer<float> copy(input.getNumChannels(), block.getNumSamples());
    double seconds = 0.0;
    for (std::size_t i = 0; i < plugins.size(); ++i)
    {
        if (i > 0)
            for (int channel = 0; channel < copy.getNumChannels(); ++channel)
                copy.copyFrom(channel, 0, input, channel, 0, copy.getNumSamples());
        juce::MidiBuffer midi;
        const auto begin = std::chrono::steady_clock::now();
        plugins[i]->processBlock(i == 0 ? block : copy, midi);
        seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }
    return seconds;
}

void requireFinite(const Channels& channels)
{
    for (const auto& channel : channels)
        if (!std::all_of(channel.begin(), channel.end(), [](float sample) { return std::isfinite(sample); }))
            throw HostError("the plugin output samples that are not finite");
}
} // namespace

Wiring arrangeChannels(juce::AudioPluginInstance& plugin, std::size_t soundChannels)
{
    if (setMainLayout(plugin, static_cast<int>(soundChannels)))
        return Wiring::direct;
    if (soundChannels == 1 && setMainLayout(plugin, 2))
        return Wiring::doubled;
    throw HostError("the plugin " + plugin.getName().toStdString() + " refuses sound with " +
                    std::to_string(soundChannels) + (soundChannels == 1 ? " channel" : " channels"));
}

PluginRun run(const PluginInstances& plugins, const Sound& sound, Wiring wiring, BlockSizes blocks,
              const std::vector<ParameterChange>& changes)
{
    const auto length = sound.length();
    const int channels = wiring == Wiring::doubled ? 2 : static_cast<int>(sound.channels.size());
    juce::AudioBuffer<float> memory(channels, blocks.max()), input(channels, blocks.max());
    auto& first = *plugins.front();

    for (const auto& plugin : plugins)
    {
        plugin->setRateAndBufferSizeDetails(sound.sampleRate, blocks.max());
        plugin->prepareToPlay(sound.sampleRate, blocks.max());
    }
    // Processes one block of silence and prepares again: an LV2 plugin receives its parameter values only when it runs,
    // and JUCE reads a VST3 plugin's latency before it activates it. The second time both are up to date.
    memory.clear();
    static_cast<void>(secondsFor(plugins, memory, input));
    for (const auto& plugin : plugins)
    {
        plugin->releaseResources();
        plugin->prepareToPlay(sound.sampleRate, blocks.max());
    }

    PluginRun result;
    result.output.resize(sound.channels.size());
    auto change = changes.begin();
    // An LV2 plugin reports its latency only after it has run, so the end is recomputed after every block.
    std::size_t sent = 0;
    while (sent < length + static_cast<std::size_t>(std::max(0, first.getLatencySamples())))
    {
        for (; change != changes.end() && change->sample <= sent; ++change)
            for (const auto& plugin : plugins)
                setParameter(*plugin, change->value);
        auto count = static_cast<std::size_t>(blocks.next());
        if (change != changes.end())
            count = std::min(count, change->sample - sent);
        juce::AudioBuffer<float> block(memory.getArrayOfWritePointers(), channels, static_cast<int>(count));
        fill(block, sound.channels, sent);
        result.times.add(secondsFor(plugins, block, input), static_cast<double>(count) / sound.sampleRate);
        append(block, result.output);
        sent += count;
    }
    result.latency = std::max(0, first.getLatencySamples());
    for (const auto& plugin : plugins)
        plugin->releaseResources();

    for (auto& channel : result.output)
    {
        channel.erase(channel.begin(), channel.begin() + result.latency);
        channel.resize(length);
    }
    requireFinite(result.output);
    return result;
}

} // namespace dequantizer::host
