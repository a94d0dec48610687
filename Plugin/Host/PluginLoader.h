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
    /// The URI that an LV2 bundle's plugin goes by; empty where there is no plugin in it.
    [[nodiscard]] juce::String uriInBundle(const juce::File& bundle);

    const juce::File temporaryFolder =
        juce::File::getSpecialLocation(juce::File::tempDirectory)
            .getChildFile("dequantizer-host-" + juce::String::toHexString(juce::Random::getSystemRandom().nextInt64()));
    juce::VST3PluginFormat vst3;
    juce::LV2PluginFormat lv2;
};

} // namespace dequantizer::host
