#pragma once

#include <juce_audio_devices/juce_audio_devices.h>
#include <juce_gui_basics/juce_gui_basics.h>

namespace dequantizer
{

/// Opens a dialog to select the audio device, and its inputs if `withInput` is set, centred around a component.
void showAudioSettings(juce::AudioDeviceManager& devices, bool withInput, juce::Component& around);

} // namespace dequantizer
