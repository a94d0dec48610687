#include "Plugin/Standalone/AudioOutput.h"

namespace dequantizer
{

namespace
{
constexpr int outputChannels = 2;
}

AudioOutput::AudioOutput(Playback& played) : playback(played), clock(played)
{
    devices.addChangeListener(this);
}

AudioOutput::~AudioOutput()
{
    devices.removeChangeListener(this);
    detach();
}

void AudioOutput::openDevice(const juce::XmlElement* saved)
{
    detach();
    devices.initialise(0, outputChannels, saved, true);
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
    useRate(playback.soundRate());
    attach();
}

juce::String AudioOutput::deviceName() const
{
    const auto* const device = devices.getCurrentAudioDevice();
    return device != nullptr ? device->getName() : juce::String();
}

double AudioOutput::deviceRate() const
{
    auto* const device = devices.getCurrentAudioDevice(); // whose questions JUCE declares as changes
    return device != nullptr ? device->getCurrentSampleRate() : 0.0;
}

void AudioOutput::useRate(double rate)
{
    auto* const device = devices.getCurrentAudioDevice();
    if (device == nullptr || device->getCurrentSampleRate() == rate ||
        !device->getAvailableSampleRates().contains(rate))
        return;
    const auto before = devices.getAudioDeviceSetup();
    auto setup = before;
    setup.sampleRate = rate;
    // Not as the user's choice, which is what is saved.
    if (devices.setAudioDeviceSetup(setup, false).isNotEmpty())
        devices.setAudioDeviceSetup(before, false);
}

void AudioOutput::attach()
{
    if (devices.getCurrentAudioDevice() != nullptr)
        devices.addAudioCallback(this);
    else
        clock.start();
}

void AudioOutput::detach()
{
    devices.removeAudioCallback(this);
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
