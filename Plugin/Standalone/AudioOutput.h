#pragma once

#include "Plugin/Standalone/SilentClock.h"

#include <juce_audio_devices/juce_audio_devices.h>

#include <memory>

namespace dequantizer
{

/// Sends a playback to the sound device, or to a silent clock while there is none. Everything happens on the message
/// thread but for the device's own callbacks. Tells its change listeners when the device has changed.
class AudioOutput final : public juce::ChangeBroadcaster,
                          private juce::AudioIODeviceCallback,
                          private juce::ChangeListener
{
public:
    /// `played` outlives this.
    explicit AudioOutput(Playback& played);
    ~AudioOutput() override;

    /// Opens the device that was saved, or the usual one if `saved` is null; for stereo output.
    void openDevice(const juce::XmlElement* saved);

    /// Plays this sound from now on, at its own rate if the device has that. Throws std::runtime_error as
    /// Playback::open().
    void open(std::shared_ptr<const Sound> sound);

    /// The device's name; empty if there is none, and the playback is silent.
    [[nodiscard]] juce::String deviceName() const;

    /// The device's rate in Hz; 0 if there is none.
    [[nodiscard]] double deviceRate() const;

    juce::AudioDeviceManager devices;

private:
    void attach();
    void detach();
    void useRate(double rate);
    void audioDeviceIOCallbackWithContext(const float* const* inputs, int inputCount, float* const* outputs,
                                          int outputCount, int samples,
                                          const juce::AudioIODeviceCallbackContext& context) override;
    void audioDeviceAboutToStart(juce::AudioIODevice* device) override;
    void audioDeviceStopped() override {}
    void changeListenerCallback(juce::ChangeBroadcaster*) override;

    Playback& playback;
    SilentClock clock;
};

} // namespace dequantizer
