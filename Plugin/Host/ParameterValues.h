#pragma once

#include <juce_audio_processors/juce_audio_processors.h>

#include <string>

namespace dequantizer::host
{

/// Sets the parameter that the text "NAME=VALUE" names, by its name or identifier, whatever the case of the letters.
/// VALUE is what the plugin's own text-to-value understands: a number in the parameter's unit, mostly. Throws
/// HostError, which lists the parameters where none has this name.
void setParameter(juce::AudioPluginInstance& plugin, const std::string& assignment);

/// A line for each parameter: its name, value and default.
[[nodiscard]] std::string listParameters(const juce::AudioPluginInstance& plugin);

/// "Bit depth = 4 bit": what a plugin made of the value that it was given.
[[nodiscard]] std::string currentValue(const juce::AudioPluginInstance& plugin, const std::string& assignment);

} // namespace dequantizer::host
