#pragma once

#include <juce_audio_processors/juce_audio_processors.h>

#include <string>

namespace dequantizer::host
{

/// Sets a parameter from a text "NAME=VALUE". NAME is the parameter's name or identifier, case-insensitive. VALUE is
/// parsed by the plugin; it is usually a number in the parameter's unit. Throws HostError, which lists the parameters
/// if there is none with this name.
void setParameter(juce::AudioPluginInstance& plugin, const std::string& assignment);

/// One line per parameter: name, value and default.
[[nodiscard]] std::string listParameters(const juce::AudioPluginInstance& plugin);

/// The value of a parameter after setParameter() with the same text: "Bit depth = 4 bit".
[[nodiscard]] std::string currentValue(const juce::AudioPluginInstance& plugin, const std::string& assignment);

} // namespace dequantizer::host
