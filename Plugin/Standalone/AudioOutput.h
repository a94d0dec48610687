#pragma once

#include "Plugin/Standalone/SilentClock.h"

#include <juce_audio_devices/juce_audio_devices.h>

#include <memory>

namespace dequantizer
{

/// Plays a Playback on the audio device, or on a silent clock while there is none. Message thread, except for the
/// device's callbacks. Notifies its change listeners when the device has changed.
class AudioOutput final : public juce::ChangeBroadcaster,
                          private juce::AudioIODeviceCallback,
                          private juce::ChangeListener
{
public:
    /// `played` must outlive this object.
    explicit AudioOutput(Playback& played);
    ~AudioOutput() override;

    /// Opens a saved device, or the default one if `saved` is null, for stereo output.
    void openDevice(const juce::XmlElement* saved);

    /// Opens another sound, at its own rate if the device supports that. Throws std::runtime_error, see
    /// Playback::open().
    void open(std::shared_ptr<const Sound> sound);

    /// The device's name; empty if there is none.
    [[nodiscard]] juce::String deviceName() const;

    /// The device's rate in Hz; 0 if there is none.
    [[nodiscard]] double deviceRate() const;

    [[nodiscard]] juce::AudioDeviceManager& devices() noexcept { return deviceManager; }

private:
    void attach();
    void detach();
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
};

} // namespace dequantizer
