#include "Plugin/Standalone/WholeSound.h"

#include "Plugin/State/Parameters.h"
#include "Signal/Quantiser.h"
#include "Signal/SoundGrid.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>

namespace dequantizer
{

namespace
{
constexpr int blockLength = 4096;

void setParameter(Processor& processor, const char* identifier, double value)
{
    auto* const parameter = processor.parameters().getParameter(identifier);
    parameter->setValueNotifyingHost(parameter->convertTo0to1(static_cast<float>(value)));
}

// The bit depth of a quantisation step, if the parameter can hold it.
std::optional<double> exactBits(Processor& processor, double delta)
{
    constexpr double tolerance = 1e-6; // relative to delta
    const auto range = processor.parameters().getParameterRange(parameter::bits);
    const double bits = static_cast<double>(range.snapToLegalValue(static_cast<float>(bitsForDelta(delta))));
    if (std::abs(deltaForBits(bits) / delta - 1.0) > tolerance)
        return std::nullopt;
    return bits;
}

void setRate(Processor& processor, QuantisationRate rate)
{
    setParameter(processor, parameter::rate, 0.5 * static_cast<double>(rate));
}

void fixAutomaticSettings(Processor& processor, const Sound& sound)
{
    const ParameterReader reader(processor.parameters());
    const bool isRateAutomatic = reader.quantisationRate() == QuantisationRate::automatic;
    if (!isRateAutomatic && !reader.followsGrid())
        return;
    if (reader.quantisesInput())
    {
        // Then the grid is the one that the plugin gives the input.
        if (isRateAutomatic)
            setRate(processor, QuantisationRate::own);
        return;
    }

    const auto found = findGrid(sound.channels, sound.sampleRate);
    const bool isGridFollowed =
        reader.followsGrid() && found.state == GridState::found && found.grid.confidence >= reliableConfidence;
    if (isRateAutomatic)
    {
        const double delta = isGridFollowed ? found.grid.delta : reader.quantiser().delta();
        setRate(processor, processor.explicitRate({.delta = delta, .grid = found.state}));
    }
    if (isGridFollowed)
        if (const auto bits = exactBits(processor, found.grid.delta))
        {
            setParameter(processor, parameter::bits, *bits);
            setParameter(processor, parameter::automaticBits, 0.0);
        }
}
} // namespace

void prepareFor(juce::AudioProcessor& processor, int channels, double sampleRate, int maxBlock)
{
    const auto set = juce::AudioChannelSet::canonicalChannelSet(channels);
    juce::AudioProcessor::BusesLayout layout;
    layout.inputBuses.add(set);
    layout.outputBuses.add(set);
    if (!processor.setBusesLayout(layout))
        throw std::runtime_error("sound with " + std::to_string(channels) +
                                 " channels cannot be restored: there are too many");
    processor.setRateAndBufferSizeDetails(sampleRate, maxBlock);
    processor.prepareToPlay(sampleRate, maxBlock);
}

void prepareFor(juce::AudioProcessor& processor, const Sound& sound, int maxBlock)
{
    prepareFor(processor, static_cast<int>(sound.channels.size()), sound.sampleRate, maxBlock);
}

Channels restoreWhole(Processor& processor, const Sound& sound, WorkProgress& progress)
{
    fixAutomaticSettings(processor, sound);

    const auto latency = static_cast<std::size_t>(processor.getLatencySamples());
    const auto length = sound.length() + latency;
    auto result = sound.channels;
    std::vector<float*> pointers(result.size());
    for (auto& channel : result)
        channel.resize(length, 0.0f);

    juce::MidiBuffer midi;
    for (std::size_t start = 0; start < length && !progress.cancelled; start += blockLength)
    {
        const auto count = std::min<std::size_t>(blockLength, length - start);
        for (std::size_t channel = 0; channel < result.size(); ++channel)
            pointers[channel] = result[channel].data() + start;
        juce::AudioBuffer<float> block(pointers.data(), static_cast<int>(pointers.size()), static_cast<int>(count));
        processor.processBlock(block, midi);
        progress.fractionDone = static_cast<double>(start + count) / static_cast<double>(length);
    }

    for (auto& channel : result)
        channel.erase(channel.begin(), channel.begin() + static_cast<std::ptrdiff_t>(latency));
    return result;
}

} // namespace dequantizer
