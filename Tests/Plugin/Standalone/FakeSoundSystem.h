#pragma once

#include "Signals.h"

#include <juce_audio_devices/juce_audio_devices.h>

#include <memory>
#include <utility>
#include <vector>

namespace dequantizer
{

class FakeDevice;

/// The audio devices of a computer without any: tests set what there is, and call what an audio thread would call.
struct FakeSoundSystem
{
    juce::StringArray inputs{"Microphone", "Line"}, outputs{"Loudspeakers"};
    juce::String inputFailure;    ///< why an input cannot be opened
    FakeDevice* device = nullptr; ///< the one that is open

    /// For juce::AudioDeviceManager::addAudioDeviceType().
    [[nodiscard]] std::unique_ptr<juce::AudioIODeviceType> type();
};

class FakeDevice final : public juce::AudioIODevice
{
public:
    FakeDevice(FakeSoundSystem& owner, const juce::String& output, const juce::String& input)
        : AudioIODevice(output.isNotEmpty() ? output : input, "Fake"), system(owner), hasOutput(output.isNotEmpty()),
          hasInput(input.isNotEmpty())
    {
        system.device = this;
    }
    ~FakeDevice() override { system.device = nullptr; }

    /// Plays a block, whose channels are those of the open inputs; returns that of the two outputs.
    Signal run(const Signal& input, int samples)
    {
        Signal output(2, std::vector<float>(static_cast<std::size_t>(samples), 99.0f));
        std::vector<const float*> inputs;
        for (const auto& channel : input)
            inputs.push_back(channel.data());
        float* const outputs[] = {output[0].data(), output[1].data()};
        if (callback != nullptr)
            callback->audioDeviceIOCallbackWithContext(inputs.data(), static_cast<int>(inputs.size()), outputs, 2,
                                                       samples, {});
        return output;
    }

    /// Restarts at another rate, as devices do whose rate is set by another program.
    void restartAt(double newRate)
    {
        rate = newRate;
        callback->audioDeviceAboutToStart(this);
    }

    juce::StringArray getOutputChannelNames() override { return names(hasOutput); }
    juce::StringArray getInputChannelNames() override { return names(hasInput); }
    juce::Array<double> getAvailableSampleRates() override { return {16000.0, 44100.0, 48000.0}; }
    juce::Array<int> getAvailableBufferSizes() override { return {512}; }
    int getDefaultBufferSize() override { return 512; }

    juce::String open(const juce::BigInteger& in, const juce::BigInteger& out, double sampleRate, int) override
    {
        if (!in.isZero() && system.inputFailure.isNotEmpty())
            return system.inputFailure;
        activeInputs = in;
        activeOutputs = out;
        rate = sampleRate;
        return {};
    }

    void close() override {}
    bool isOpen() override { return true; }

    void start(juce::AudioIODeviceCallback* started) override
    {
        callback = started;
        callback->audioDeviceAboutToStart(this);
    }

    void stop() override
    {
        if (auto* const stopped = std::exchange(callback, nullptr))
            stopped->audioDeviceStopped();
    }

    bool isPlaying() override { return callback != nullptr; }
    juce::String getLastError() override { return {}; }
    int getCurrentBufferSizeSamples() override { return 512; }
    double getCurrentSampleRate() override { return rate; }
    int getCurrentBitDepth() override { return 24; }
    juce::BigInteger getActiveOutputChannels() const override { return activeOutputs; }
    juce::BigInteger getActiveInputChannels() const override { return activeInputs; }
    int getOutputLatencyInSamples() override { return 600; }
    int getInputLatencyInSamples() override { return 282; }

private:
    static juce::StringArray names(bool exist) { return exist ? juce::StringArray{"1", "2"} : juce::StringArray(); }

    FakeSoundSystem& system;
    const bool hasOutput, hasInput;
    juce::BigInteger activeInputs, activeOutputs;
    double rate = 0.0;
    juce::AudioIODeviceCallback* callback = nullptr;
};

class FakeDeviceType final : public juce::AudioIODeviceType
{
public:
    explicit FakeDeviceType(FakeSoundSystem& owner) : AudioIODeviceType("Fake"), system(owner) {}

    void scanForDevices() override {}
    juce::StringArray getDeviceNames(bool input) const override { return input ? system.inputs : system.outputs; }
    int getDefaultDeviceIndex(bool) const override { return 0; }
    int getIndexOfDevice(juce::AudioIODevice*, bool) const override { return 0; }
    bool hasSeparateInputsAndOutputs() const override { return true; }
    juce::AudioIODevice* createDevice(const juce::String& output, const juce::String& input) override
    {
        return new FakeDevice(system, output, input);
    }

private:
    FakeSoundSystem& system;
};

inline std::unique_ptr<juce::AudioIODeviceType> FakeSoundSystem::type()
{
    return std::make_unique<FakeDeviceType>(*this);
}

} // namespace dequantizer
