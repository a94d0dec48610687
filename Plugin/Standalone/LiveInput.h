#pragma once

#include <juce_audio_processors/juce_audio_processors.h>

#include <vector>

namespace dequantizer
{

/// Processes the input of an audio device with the plugin, at the device's rate.
class LiveInput
{
public:
    /// `plugin` must outlive this object.
    explicit LiveInput(juce::AudioProcessor& plugin) : processor(plugin) {}

    /// Prepares the plugin for another input: 0 .. 16 channels at a rate in Hz. Without channels the output is silent.
    /// Must not overlap with render().
    void prepare(int channels, double sampleRate);

    /// Audio thread: processes the next `count` >= 0 samples of each input channel and writes them to the outputs, see
    /// writeToOutputs(). The output is silent if `inputCount` is not the number of channels that was prepared. A null
    /// pointer stands for a silent input. Neither allocates nor locks.
    void render(const float* const* inputs, int inputCount, float* const* outputs, int outputCount, int count) noexcept;

private:
    juce::AudioProcessor& processor;
    juce::MidiBuffer midi;
    juce::AudioBuffer<float> block;        // refers to `chunk`; a member, since constructing one could allocate
    std::vector<std::vector<float>> chunk; // of each input channel
    std::vector<float*> chunkPointers;
};

} // namespace dequantizer
