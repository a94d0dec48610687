#pragma once

#include <juce_audio_processors/juce_audio_processors.h>

#include <map>
#include <set>
#include <string>

namespace dequantizer
{

/// Parameter values by identifier, in each parameter's own unit.
using ParameterSnapshot = std::map<std::string, float>;

/// On whose behalf a parameter changes: the user's changes are enclosed in a gesture, which hosts record and
/// EditHistory can undo.
enum class ChangeOrigin
{
    host, ///< the host or a restored session
    user
};

/// Sets a parameter, `value` in its own unit and limited to its range.
void setParameter(juce::RangedAudioParameter& parameter, float value, ChangeOrigin origin);

/// The values of all parameters.
[[nodiscard]] ParameterSnapshot captureParameters(const juce::AudioProcessor& processor);

/// The value that the snapshot holds for the parameter, in the parameter's unit; its default if there is none.
[[nodiscard]] float valueIn(const ParameterSnapshot& snapshot, const juce::RangedAudioParameter& parameter);

/// Sets all parameters but those in `excluded`. Parameters that are not in the snapshot go to their defaults.
void applyParameters(const ParameterSnapshot& snapshot, const juce::AudioProcessor& processor,
                     const std::set<std::string>& excluded, ChangeOrigin origin);

} // namespace dequantizer
