#include "Plugin/State/ParameterSnapshot.h"

namespace dequantizer
{

void setParameter(juce::RangedAudioParameter& parameter, float value, ChangeOrigin origin)
{
    const auto range = parameter.getNormalisableRange().getRange();
    const float normalised = parameter.convertTo0to1(range.clipValue(value));
    if (origin == ChangeOrigin::host)
    {
        parameter.setValueNotifyingHost(normalised);
    }
    else if (normalised != parameter.getValue())
    {
        parameter.beginChangeGesture();
        parameter.setValueNotifyingHost(normalised);
        parameter.endChangeGesture();
    }
}

ParameterSnapshot captureParameters(const juce::AudioProcessor& processor)
{
    ParameterSnapshot snapshot;
    for (const auto* parameter : processor.getParameters())
        if (const auto* const ranged = dynamic_cast<const juce::RangedAudioParameter*>(parameter))
            snapshot[ranged->getParameterID().toStdString()] = ranged->convertFrom0to1(ranged->getValue());
    return snapshot;
}

float valueIn(const ParameterSnapshot& snapshot, const juce::RangedAudioParameter& parameter)
{
    const auto value = snapshot.find(parameter.getParameterID().toStdString());
    return value != snapshot.end() ? value->second : parameter.convertFrom0to1(parameter.getDefaultValue());
}

void applyParameters(const ParameterSnapshot& snapshot, const juce::AudioProcessor& processor,
                     const std::set<std::string>& excluded, ChangeOrigin origin)
{
    for (auto* parameter : processor.getParameters())
        if (auto* const ranged = dynamic_cast<juce::RangedAudioParameter*>(parameter))
            if (!excluded.contains(ranged->getParameterID().toStdString()))
                setParameter(*ranged, valueIn(snapshot, *ranged), origin);
}

} // namespace dequantizer
