#include "Plugin/Standalone/SoundDevice.h"

namespace dequantizer
{

namespace
{
constexpr int outputChannels = 2;
constexpr int mostInputChannels = 2;

// The attributes of juce::AudioDeviceManager::createStateXml().
constexpr auto inputNameAttribute = "audioInputDeviceName", inputChannelsAttribute = "audioDeviceInChans";
} // namespace

SoundDevice::SoundDevice(Playback& played, juce::AudioProcessor& plugin)
    : playback(played), clock(played), liveInput(plugin)
{
    deviceManager.addChangeListener(this);
}

SoundDevice::~SoundDevice()
{
    deviceManager.removeChangeListener(this);
    detach();
}

void SoundDevice::openDevice(const juce::XmlElement* saved)
{
    detach();
    std::unique_ptr<juce::XmlElement> withoutInput;
    if (saved != nullptr)
    {
        lastInput.name = saved->getStringAttribute(inputNameAttribute);
        lastInput.channels.parseString(saved->getStringAttribute(inputChannelsAttribute), 2);
        withoutInput = std::make_unique<juce::XmlElement>(*saved);
        withoutInput->removeAttribute(inputNameAttribute);
        withoutInput->removeAttribute(inputChannelsAttribute);
    }
    deviceManager.initialise(0, outputChannels, withoutInput.get(), true);
    attach();
}

std::unique_ptr<juce::XmlElement> SoundDevice::chosenDevice() const
{
    auto result = deviceManager.createStateXml();
    if (result == nullptr || lastInput.name.isEmpty())
        return result;
    result->setAttribute(inputNameAttribute, lastInput.name);
    result->setAttribute(inputChannelsAttribute, lastInput.channels.toString(2));
    return result;
}

void SoundDevice::open(std::shared_ptr<const Sound> sound)
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
    if (live)
        closeInput();
    live = false;
    requestRate(playback.soundRate());
    attach();
}

void SoundDevice::setLive(bool shouldBeLive)
{
    if (live == shouldBeLive)
        return;
    detach();
    live = shouldBeLive;
    if (live)
    {
        playback.suspend();
        openInput();
    }
    else
    {
        closeInput();
        playback.resume();
        requestRate(playback.soundRate());
    }
    attach();
}

juce::String SoundDevice::inputToOpen(const juce::AudioDeviceManager::AudioDeviceSetup& setup) const
{
    const auto* const type = deviceManager.getCurrentDeviceTypeObject();
    if (type == nullptr)
        return {};
    if (!type->hasSeparateInputsAndOutputs())
        return setup.outputDeviceName;
    const auto names = type->getDeviceNames(true);
    return names.contains(lastInput.name) ? lastInput.name : names[type->getDefaultDeviceIndex(true)];
}

void SoundDevice::openInput()
{
    const auto before = deviceManager.getAudioDeviceSetup();
    auto setup = before;
    setup.inputDeviceName = inputToOpen(before);
    if (setup.inputDeviceName.isEmpty())
        return;
    setup.useDefaultInputChannels = false;
    setup.inputChannels = lastInput.channels;
    if (setup.inputDeviceName != lastInput.name || setup.inputChannels.isZero())
    {
        setup.inputChannels.clear();
        setup.inputChannels.setRange(0, mostInputChannels, true);
    }
    if (ownRate > 0.0)
        setup.sampleRate = ownRate;
    ownRate = 0.0;
    // Not marked as the user's choice, since only that is saved.
    failure = deviceManager.setAudioDeviceSetup(setup, false);
    if (failure.isNotEmpty())
        deviceManager.setAudioDeviceSetup(before, false);
}

void SoundDevice::closeInput()
{
    failure.clear();
    rememberInput();
    auto setup = deviceManager.getAudioDeviceSetup();
    setup.inputDeviceName.clear();
    setup.useDefaultInputChannels = false;
    setup.inputChannels.clear();
    deviceManager.setAudioDeviceSetup(setup, false);
}

void SoundDevice::rememberInput()
{
    const auto setup = deviceManager.getAudioDeviceSetup();
    if (setup.inputDeviceName.isEmpty() || setup.inputChannels.isZero())
        return;
    lastInput = {setup.inputDeviceName, setup.inputChannels};
    failure.clear();
}

juce::String SoundDevice::deviceName() const
{
    const auto* const device = deviceManager.getCurrentAudioDevice();
    return device != nullptr ? device->getName() : juce::String();
}

juce::String SoundDevice::inputName() const
{
    return inputChannels() > 0 ? deviceManager.getAudioDeviceSetup().inputDeviceName : juce::String();
}

int SoundDevice::inputChannels() const
{
    const auto* const device = deviceManager.getCurrentAudioDevice();
    return device != nullptr ? device->getActiveInputChannels().countNumberOfSetBits() : 0;
}

double SoundDevice::deviceRate() const
{
    auto* const device = deviceManager.getCurrentAudioDevice(); // JUCE's getters are not const
    return device != nullptr ? device->getCurrentSampleRate() : 0.0;
}

double SoundDevice::deviceLatency() const
{
    auto* const device = deviceManager.getCurrentAudioDevice();
    return device != nullptr && deviceRate() > 0.0
               ? (device->getInputLatencyInSamples() + device->getOutputLatencyInSamples()) / deviceRate()
               : 0.0;
}

void SoundDevice::requestRate(double rate)
{
    auto* const device = deviceManager.getCurrentAudioDevice();
    if (device == nullptr)
        return;
    const double wanted = device->getAvailableSampleRates().contains(rate) ? rate : ownRate;
    if (wanted == 0.0 || device->getCurrentSampleRate() == wanted)
        return;
    const auto before = deviceManager.getAudioDeviceSetup();
    auto setup = before;
    setup.sampleRate = wanted;
    if (ownRate == 0.0)
        ownRate = device->getCurrentSampleRate();
    // Not marked as the user's choice, since only that is saved.
    if (deviceManager.setAudioDeviceSetup(setup, false).isNotEmpty())
        deviceManager.setAudioDeviceSetup(before, false);
}

void SoundDevice::attach()
{
    if (deviceManager.getCurrentAudioDevice() != nullptr)
        deviceManager.addAudioCallback(this);
    else if (!live)
        clock.start();
}

void SoundDevice::detach()
{
    deviceManager.removeAudioCallback(this);
    clock.stop();
}

void SoundDevice::audioDeviceAboutToStart(juce::AudioIODevice* device)
{
    clock.stop();
    const double rate = device->getCurrentSampleRate();
    if (live)
        liveInput.prepare(device->getActiveInputChannels().countNumberOfSetBits(), rate);
    else
        playback.setOutputRate(rate);
}

void SoundDevice::audioDeviceIOCallbackWithContext(const float* const* inputs, int inputCount, float* const* outputs,
                                                   int outputCount, int samples,
                                                   const juce::AudioIODeviceCallbackContext&)
{
    if (live)
        liveInput.render(inputs, inputCount, outputs, outputCount, samples);
    else
        playback.render(outputs, outputCount, samples);
}

void SoundDevice::changeListenerCallback(juce::ChangeBroadcaster*)
{
    if (live)
        rememberInput();
    else if (deviceRate() != playback.soundRate())
        ownRate = 0.0; // the user has chosen another rate since
    attach();          // the device's callbacks continue if they have begun
    sendChangeMessage();
}

} // namespace dequantizer
