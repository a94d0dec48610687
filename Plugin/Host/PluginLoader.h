#pragma once

#include <juce_audio_processors/juce_audio_processors.h>

#include <memory>
#include <string>

namespace dequantizer::host
{

/// Opens VST3 and LV2 plugins. The plugins must not outlive it.
class PluginLoader
{
public:
    PluginLoader() = default;
    PluginLoader(const PluginLoader&) = delete;
    PluginLoader& operator=(const PluginLoader&) = delete;
    ~PluginLoader();

    /// `plugin` is the path of a .vst3 bundle or file, the path of an .lv2 bundle, or the URI of an installed LV2
    /// plugin; of a file with several plugins the first is opened. The instance is not prepared yet. Throws HostError.
    [[nodiscard]] std::unique_ptr<juce::AudioPluginInstance> open(const std::string& plugin, double sampleRate,
                                                                  int largestBlock);

private:
    [[nodiscard]] std::unique_ptr<juce::AudioPluginInstance> openFrom(juce::AudioPluginFormat& format,
                                                                      const juce::String& identifier,
                                                                      const std::string& plugin, double sampleRate,
                                                                      int largestBlock);

    /// Makes the LV2 plugin of a bundle known and gives its URI; an empty one where there is no plugin in it.
    [[nodiscard]] juce::String makeKnown(const juce::File& bundle);

    juce::VST3PluginFormat vst3;
    std::unique_ptr<juce::LV2PluginFormat> lv2; // looks through all installed plugins when it is made
    juce::File folderOfBundle;
};

} // namespace dequantizer::host
