#pragma once

#include <map>
#include <span>
#include <string>

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

/// In the order that hosts show them in; the first is what a new session begins with.
[[nodiscard]] std::span<const FactoryPreset> factoryPresets();

} // namespace dequantizer
