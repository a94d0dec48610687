#pragma once

#include "Plugin/Standalone/LiveInput.h"
#include "Plugin/Standalone/SilentClock.h"

#include <juce_audio_devices/juce_audio_devices.h>

#include <memory>

namespace dequantizer
{

/// Connects the audio device to the plugin: it plays a Playback, on a silent clock while there is no device, or the
/// live input of the device. Message thread, except for the device's callbacks. Notifies its change listeners when the
/// device has changed.
class SoundDevice final : public juce::ChangeBroadcaster,
                          private juce::AudioIODeviceCallback,
                          private juce::ChangeListener
{
public:
    /// Both must outlive this object. `plugin` is the one of the playback.
    SoundDevice(Playback& played, juce::AudioProcessor& plugin);
    ~SoundDevice() override;

    /// Opens a saved device, or the default one if `saved` is null, for stereo output. Its input stays closed.
    void openDevice(const juce::XmlElement* saved);

    /// The device and the input that the user has chosen, for openDevice(); null if the user has chosen none.
    [[nodiscard]] std::unique_ptr<juce::XmlElement> chosenDevice() const;

    /// Opens another sound, at its own rate if the device supports that, and ends the live input. Throws
    /// std::runtime_error, see Playback::open(); the previous source then continues.
    void open(std::shared_ptr<const Sound> sound);

    /// Switches between the live input, for which it opens the input of the device, and the sound, which then stands
    /// where it was stopped.
    void setLive(bool shouldBeLive);
    [[nodiscard]] bool isLive() const noexcept { return live; }

    /// Why the input could not be opened, in the words of the system; empty if it could.
    [[nodiscard]] const juce::String& inputError() const noexcept { return failure; }

    /// The name of the device, or of its input; empty if there is none.
    [[nodiscard]] juce::String deviceName() const;
    [[nodiscard]] juce::String inputName() const;

    /// The number of the device's open input channels.
    [[nodiscard]] int inputChannels() const;

    /// The device's rate in Hz; 0 if there is none.
    [[nodiscard]] double deviceRate() const;

    /// From the input to the output of the device, without the plugin, in seconds; 0 if there is no device.
    [[nodiscard]] double deviceLatency() const;

    [[nodiscard]] juce::AudioDeviceManager& devices() noexcept { return deviceManager; }

private:
    struct Input
    {
        juce::String name;
        juce::BigInteger channels;
    };

    void attach();
    void detach();
    void openInput();
    void closeInput();
    void rememberInput();
    [[nodiscard]] juce::String inputToOpen(const juce::AudioDeviceManager::AudioDeviceSetup& setup) const;

    /// Sets the device to a sound's rate, or if it does not support that, back to its own.
    void requestRate(double rate);

    void audioDeviceIOCallbackWithContext(const float* const* inputs, int inputCount, float* const* outputs,
                                          int outputCount, int samples,
                                          const juce::AudioIODeviceCallbackContext& context) override;
    void audioDeviceAboutToStart(juce::AudioIODevice* device) override;
    void audioDeviceStopped() override {}
    void changeListenerCallback(juce::ChangeBroadcaster*) override;

    juce::AudioDeviceManager deviceManager;
    Playback& playback;
    SilentClock clock;
    LiveInput liveInput;
    bool live = false;  // changes only while detached
    Input lastInput;    // for the next time
    double ownRate = 0; // of the device, before the sound's rate was requested, in Hz; 0 if it was not
    juce::String failure;
};

} // namespace dequantizer
