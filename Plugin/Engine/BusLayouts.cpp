#include "Plugin/Engine/BusLayouts.h"

namespace dequantizer
{

bool supportsLayout(const juce::AudioProcessor::BusesLayout& layout, juce::AudioProcessor::WrapperType wrapper,
                    juce::PluginHostType::HostType host)
{
    // On a mono track, Ardour 7 asks for a stereo input and a mono output, ignores the refusal, and passes two channels
    // both ways. JUCE meanwhile takes the nearest layout and is silent if the channels are others. If that is not mono,
    // it is stereo, and the track gets the first channel.
    const bool isArdour =
        wrapper == juce::AudioProcessor::wrapperType_VST3 && host == juce::PluginHostType::HostType::Ardour;
    const auto main = layout.getMainInputChannelSet();
    const bool hasSideChain = layout.inputBuses.size() != 1 || layout.outputBuses.size() != 1;
    return !hasSideChain && main == layout.getMainOutputChannelSet() && main.size() >= (isArdour ? 2 : 1) &&
           main.size() <= maxChannels;
}

} // namespace dequantizer
