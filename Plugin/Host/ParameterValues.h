#pragma once

#include <juce_audio_processors/juce_audio_processors.h>

#include <string>

namespace dequantizer::host
{

/// A value of a parameter of a plugin, for all instances of it.
struct ParameterValue
{
    int index = 0; ///< of the parameter
    float normalised = 0.0f;
};

/// The value that `text` names; see setParameter(). Throws HostError.
[[nodiscard]] ParameterValue parameterValue(const juce::AudioPluginInstance& plugin, const std::string& name,
                                            const std::string& text);

void setParameter(juce::AudioPluginInstance& plugin, const ParameterValue& value);

/// Sets a parameter from a text "NAME=VALUE". NAME is the parameter's name or identifier, case-insensitive. VALUE is
/// parsed by the plugin; it is usually a number in the parameter's unit. Throws HostError, which lists the parameters
/// if there is none with this name.
void setParameter(juce::AudioPluginInstance& plugin, const std::string& assignment);

/// One line per parameter: name, value and default.
[[nodiscard]] std::string listParameters(const juce::AudioPluginInstance& plugin);

/// The value of a parameter after setParameter() with the same text: "Bit depth = 4 bit".
[[nodiscard]] std::string currentValue(const juce::AudioPluginInstance& plugin, const std::string& assignment);

} // namespace dequantizer::host
