#include "Plugin/Standalone/AudioOutput.h"

namespace dequantizer
{

namespace
{
constexpr int outputChannels = 2;
}

AudioOutput::AudioOutput(Playback& played) : playback(played), clock(played)
{
    deviceManager.addChangeListener(this);
}

AudioOutput::~AudioOutput()
{
    deviceManager.removeChangeListener(this);
    detach();
}

void AudioOutput::openDevice(const juce::XmlElement* saved)
{
    detach();
    deviceManager.initialise(0, outputChannels, saved, true);
    attach();
}

void AudioOutput::open(std::shared_ptr<const Sound> sound)
{
    detach();
    try
    {
        playback.open(std::move(sound));
    }
    catch (const std::runtime_error&)
    {
        attach();
        throw;
    }
    requestRate(playback.soundRate());
    attach();
}

juce::String AudioOutput::deviceName() const
{
    const auto* const device = deviceManager.getCurrentAudioDevice();
    return device != nullptr ? device->getName() : juce::String();
}

double AudioOutput::deviceRate() const
{
    auto* const device = deviceManager.getCurrentAudioDevice(); // JUCE's getters are not const
    return device != nullptr ? device->getCurrentSampleRate() : 0.0;
}

void AudioOutput::requestRate(double rate)
{
    auto* const device = deviceManager.getCurrentAudioDevice();
    if (device == nullptr || device->getCurrentSampleRate() == rate ||
        !device->getAvailableSampleRates().contains(rate))
        return;
    const auto before = deviceManager.getAudioDeviceSetup();
    auto setup = before;
    setup.sampleRate = rate;
    // Not marked as the user's choice, since only that is saved.
    if (deviceManager.setAudioDeviceSetup(setup, false).isNotEmpty())
        deviceManager.setAudioDeviceSetup(before, false);
}

void AudioOutput::attach()
{
    if (deviceManager.getCurrentAudioDevice() != nullptr)
        deviceManager.addAudioCallback(this);
    else
        clock.start();
}

void AudioOutput::detach()
{
    deviceManager.removeAudioCallback(this);
    clock.stop();
}

void AudioOutput::audioDeviceAboutToStart(juce::AudioIODevice* device)
{
    clock.stop();
    playback.setOutputRate(device->getCurrentSampleRate());
}

void AudioOutput::audioDeviceIOCallbackWithContext(const float* const*, int, float* const* outputs, int outputCount,
                                                   int samples, const juce::AudioIODeviceCallbackContext&)
{
    playback.render(outputs, outputCount, samples);
}

void AudioOutput::changeListenerCallback(juce::ChangeBroadcaster*)
{
    detach();
    attach();
    sendChangeMessage();
}

} // namespace dequantizer
