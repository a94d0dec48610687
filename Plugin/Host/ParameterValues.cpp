#include "Plugin/Host/ParameterValues.h"

#include "Plugin/Host/HostError.h"

#include <algorithm>

namespace dequantizer::host
{

namespace
{
constexpr int maxNameLength = 256;

juce::String identifierOf(const juce::AudioProcessorParameter& parameter)
{
    const auto* const hosted = dynamic_cast<const juce::HostedAudioProcessorParameter*>(&parameter);
    return hosted != nullptr ? hosted->getParameterID() : juce::String();
}

juce::String valueText(const juce::AudioProcessorParameter& parameter, float normalised)
{
    const auto value = parameter.getText(normalised, maxNameLength);
    const auto unit = parameter.getLabel();
    return unit.isEmpty() || value.endsWith(unit) ? value : value + " " + unit;
}

std::string names(const juce::AudioPluginInstance& plugin)
{
    juce::StringArray all;
    for (const auto* parameter : plugin.getParameters())
        all.add(parameter->getName(maxNameLength));
    return all.joinIntoString(", ").toStdString();
}

// The two sides of "NAME=VALUE".
std::pair<juce::String, juce::String> split(const std::string& assignment)
{
    const auto text = juce::String::fromUTF8(assignment.c_str());
    return {text.upToFirstOccurrenceOf("=", false, false).trim(), text.fromFirstOccurrenceOf("=", false, false).trim()};
}

const juce::AudioProcessorParameter& find(const juce::AudioPluginInstance& plugin, const juce::String& name)
{
    for (const auto* parameter : plugin.getParameters())
        if (name.equalsIgnoreCase(parameter->getName(maxNameLength)) || name.equalsIgnoreCase(identifierOf(*parameter)))
            return *parameter;
    throw HostError("the plugin has no parameter \"" + name.toStdString() + "\"; it has " + names(plugin));
}
} // namespace

ParameterValue parameterValue(const juce::AudioPluginInstance& plugin, const std::string& nameText,
                              const std::string& valueName)
{
    const auto name = juce::String::fromUTF8(nameText.c_str()).trim();
    const auto value = juce::String::fromUTF8(valueName.c_str()).trim();
    const auto& parameter = find(plugin, name);
    const float normalised = std::clamp(parameter.getValueForText(value), 0.0f, 1.0f);
    // Parameters take any text that they do not know for some value.
    if (value.isEmpty() ||
        (!value.containsAnyOf("0123456789") && !valueText(parameter, normalised).startsWithIgnoreCase(value)))
        throw HostError("\"" + value.toStdString() + "\" is no value of " + name.toStdString());
    return {parameter.getParameterIndex(), normalised};
}

void setParameter(juce::AudioPluginInstance& plugin, const ParameterValue& value)
{
    plugin.getParameters()[value.index]->setValue(value.normalised);
}

void setParameter(juce::AudioPluginInstance& plugin, const std::string& assignment)
{
    const auto [name, value] = split(assignment);
    if (name.isEmpty() || value.isEmpty())
        throw HostError("\"" + assignment + "\" is not of the form NAME=VALUE");
    setParameter(plugin, parameterValue(plugin, name.toStdString(), value.toStdString()));
}

std::string listParameters(const juce::AudioPluginInstance& plugin)
{
    juce::String lines;
    for (const auto* parameter : plugin.getParameters())
        lines << parameter->getName(maxNameLength) << " = " << valueText(*parameter, parameter->getValue())
              << " (default " << valueText(*parameter, parameter->getDefaultValue()) << ")\n";
    return lines.toStdString();
}

std::string currentValue(const juce::AudioPluginInstance& plugin, const std::string& assignment)
{
    const auto& parameter = find(plugin, split(assignment).first);
    return (parameter.getName(maxNameLength) + " = " + valueText(parameter, parameter.getValue())).toStdString();
}

} // namespace dequantizer::host
