#include "Plugin/PluginFixture.h"

#include "Catch.h"
#include "Signal/Quantiser.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dequantizer
{

Signal quantisedGlide(std::size_t length, int channels, double sampleRate)
{
    const auto quantiser = Quantiser::midRise(deltaForBits(4), Overload::saturate);
    Signal signal(static_cast<std::size_t>(channels), std::vector<float>(length));
    for (std::size_t channel = 0; channel < signal.size(); ++channel)
        for (std::size_t i = 0; i < length; ++i)
        {
            const double t = static_cast<double>(i) / sampleRate;
            const double pitch = (110.0 + 40.0 * static_cast<double>(channel)) * (1.0 + 0.3 * t);
            double sample = 0.0;
            for (int partial = 1; partial < 6; ++partial)
                sample += 0.4 / partial * std::sin(2.0 * std::numbers::pi * pitch * partial * t);
            signal[channel][i] = quantiser.quantise(static_cast<float>(sample));
        }
    return signal;
}

bool sameFrom(const Signal& a, const Signal& b, std::ptrdiff_t first)
{
    return std::equal(a[0].begin() + first, a[0].end(), b[0].begin() + first, b[0].end());
}

void PluginFixture::prepare(int channels, double sampleRate, int maxBlock)
{
    const auto set = juce::AudioChannelSet::canonicalChannelSet(channels);
    juce::AudioProcessor::BusesLayout layout;
    layout.inputBuses.add(set);
    layout.outputBuses.add(set);
    REQUIRE(processor.setBusesLayout(layout));
    processor.setRateAndBufferSizeDetails(sampleRate, maxBlock);
    processor.prepareToPlay(sampleRate, maxBlock);
}

void PluginFixture::set(const char* parameterId, const char* text)
{
    auto* const parameter = processor.parameters().getParameter(parameterId);
    REQUIRE(parameter != nullptr);
    parameter->setValueNotifyingHost(parameter->getValueForText(text));
}

Signal PluginFixture::process(Signal signal, const std::function<int()>& nextLength)
{
    juce::MidiBuffer midi;
    std::vector<float*> pointers(signal.size());
    for (std::size_t start = 0; start < signal.front().size();)
    {
        const auto count = std::min(signal.front().size() - start, static_cast<std::size_t>(nextLength()));
        for (std::size_t channel = 0; channel < signal.size(); ++channel)
            pointers[channel] = signal[channel].data() + start;
        juce::AudioBuffer<float> block(pointers.data(), static_cast<int>(pointers.size()), static_cast<int>(count));
        processor.processBlock(block, midi);
        start += count;
    }
    return signal;
}

std::vector<char> PluginFixture::state()
{
    juce::MemoryBlock bytes;
    processor.getStateInformation(bytes);
    return {bytes.begin(), bytes.end()};
}

void PluginFixture::restore(const std::vector<char>& state)
{
    processor.setStateInformation(state.data(), static_cast<int>(state.size()));
}

} // namespace dequantizer
