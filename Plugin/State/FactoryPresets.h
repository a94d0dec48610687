#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

namespace dequantizer
{

/// Settings with a name that a person understands, which hosts offer as programs.
struct FactoryPreset
{
    const char* name;

    /// By identifier, in the parameter's own unit. All others go to their defaults, except for bypass, the model, and
    /// the iterations where the model is the user's choice.
    std::map<std::string, float> values;
};

/// In the order in which hosts show them; the first holds the default settings.
[[nodiscard]] std::span<const FactoryPreset> factoryPresets();

/// The index of the preset with this name; 0 if there is none.
[[nodiscard]] int factoryPresetIndex(std::string_view name);

/// The name of the preset that version 0.1 stored in a session as `index`; the first preset's if it had none.
[[nodiscard]] std::string_view factoryPresetOfVersion01(int index);

} // namespace dequantizer
