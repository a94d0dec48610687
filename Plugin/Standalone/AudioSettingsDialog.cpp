#include "Plugin/Standalone/AudioSettingsDialog.h"

#include "Plugin/Standalone/LaunchDialog.h"

#include <juce_audio_utils/juce_audio_utils.h>

#include <memory>

namespace dequantizer
{

void showAudioSettings(juce::AudioDeviceManager& devices, bool withInput, juce::Component& around)
{
    const int mostInputs = withInput ? 2 : 0;
    // Single channels for an input, since a microphone is often on one of two.
    auto selector = std::make_unique<juce::AudioDeviceSelectorComponent>(devices, 0, mostInputs, 1, 2, false, false,
                                                                         !withInput, false);
    selector->setSize(480, withInput ? 480 : 320);
    launchDialog(std::move(selector), "Audio settings", around, false);
}

} // namespace dequantizer
