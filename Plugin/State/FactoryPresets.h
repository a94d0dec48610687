#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

namespace dequantizer
{

/// Named settings, which hosts offer as programs.
struct FactoryPreset
{
    const char* name;

    /// What differs from the defaults, by identifier and in the parameter's own unit; for exceptions see Programs.
    std::map<std::string, float> values;
};

/// In the order that hosts show; the first has the default settings.
[[nodiscard]] std::span<const FactoryPreset> factoryPresets();

/// The index of the preset with this name; 0 if there is none.
[[nodiscard]] int factoryPresetIndex(std::string_view name);

/// The name of the preset that version 0.1 stored as `index` in a session; the first preset's if there was none.
[[nodiscard]] std::string_view factoryPresetOfVersion01(int index);

} // namespace dequantizer
