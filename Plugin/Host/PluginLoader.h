#pragma once

#include <juce_audio_processors/juce_audio_processors.h>

#include <memory>
#include <string>

namespace dequantizer::host
{

/// Loads VST3 and LV2 plugins. It must outlive them.
class PluginLoader
{
public:
    PluginLoader() = default;
    PluginLoader(const PluginLoader&) = delete;
    PluginLoader& operator=(const PluginLoader&) = delete;
    ~PluginLoader();

    /// `plugin` is the path of a .vst3 or .lv2 bundle or the URI of an installed LV2 plugin. Opens the first plugin if
    /// the bundle contains several. Does not prepare the instance. Throws HostError.
    [[nodiscard]] std::unique_ptr<juce::AudioPluginInstance> open(const std::string& plugin, double sampleRate,
                                                                  int maxBlock);

private:
    [[nodiscard]] std::unique_ptr<juce::AudioPluginInstance> openFrom(juce::AudioPluginFormat& format,
                                                                      const juce::String& identifier,
                                                                      const std::string& plugin, double sampleRate,
                                                                      int maxBlock);

    /// Registers the LV2 plugin of a bundle and returns its URI; empty if the bundle contains no plugin.
    [[nodiscard]] juce::String registerBundle(const juce::File& bundle);

    juce::VST3PluginFormat vst3;
    std::unique_ptr<juce::LV2PluginFormat> lv2; // created on demand, since it scans all installed plugins
    juce::File temporaryFolder;
};

} // namespace dequantizer::host
