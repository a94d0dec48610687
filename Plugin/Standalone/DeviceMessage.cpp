#include "Plugin/Standalone/DeviceMessage.h"

#include "Model/ModelChoiceText.h"

namespace dequantizer
{

namespace
{
juce::String textOfRate(double rate)
{
    return juce::String::fromUTF8(rateText(rate).c_str());
}

DeviceMessage liveMessage(const SoundDevice& device, double pluginLatency)
{
    if (device.deviceRate() == 0.0)
        return {"There is no audio device for the live input. Choose one in the audio settings.", true};
    if (device.inputError().isNotEmpty())
        return {"The input of the audio device cannot be opened (" +
                    device.inputError().upToFirstOccurrenceOf("\n", false, false).trimCharactersAtEnd(".!") +
                    "). Choose another in the audio settings.",
                true};
    if (device.inputChannels() == 0)
        return {"The audio device has no open input. Choose one in the audio settings.", true};
    const auto milliseconds = juce::roundToInt(1000.0 * (device.deviceLatency() + pluginLatency));
    return {"Live from " + device.inputName() + " at " + textOfRate(device.deviceRate()) + ", heard " +
                juce::String(milliseconds) + " ms later.",
            false};
}
} // namespace

DeviceMessage deviceMessage(const SoundDevice& device, const Playback& playback, double pluginLatency)
{
    if (device.isLive())
        return liveMessage(device, pluginLatency);
    if (device.deviceName().isEmpty())
        return {"No audio device: playing silently. Export still works.", false};
    const auto soundRate = playback.soundRate();
    if (soundRate > 0.0 && device.deviceRate() != soundRate)
        return {"Restored at the file's " + textOfRate(soundRate) + " and resampled to " +
                    textOfRate(device.deviceRate()) + " for " + device.deviceName() + ".",
                false};
    return {};
}

} // namespace dequantizer
