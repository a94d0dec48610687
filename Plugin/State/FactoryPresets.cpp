#include "Plugin/State/FactoryPresets.h"

#include "Plugin/State/Parameters.h"

#include <algorithm>
#include <array>

namespace dequantizer
{

std::span<const FactoryPreset> factoryPresets()
{
    using namespace parameter;
    constexpr float off = 0.0f, on = 1.0f;
    constexpr float sessionRate = 0.5f, modelRate = 1.0f;
    static const std::array presets{
        FactoryPreset{"Automatic bit depth", {}},
        FactoryPreset{"4-bit speech", {{automaticBits, off}, {bits, 4.0f}}},
        FactoryPreset{"5-bit speech", {{automaticBits, off}, {bits, 5.0f}}},
        FactoryPreset{"6-bit speech", {{automaticBits, off}, {bits, 6.0f}}},
        FactoryPreset{"8-bit speech", {{automaticBits, off}, {bits, 8.0f}}},
        FactoryPreset{"8-bit speech, resampled since", {{automaticBits, off}, {bits, 8.0f}, {rate, modelRate}}},
        FactoryPreset{"8-bit sampler", {{automaticBits, off}, {bits, 8.0f}, {rate, sessionRate}}},
        FactoryPreset{"12-bit sampler", {{automaticBits, off}, {bits, 12.0f}, {rate, sessionRate}}},
        FactoryPreset{"Try it on clean sound: 4 bit", {{automaticBits, off}, {bits, 4.0f}, {quantise, on}}},
        FactoryPreset{"Hear the noise that is removed", {{removed, on}}},
    };
    return presets;
}

int factoryPresetIndex(std::string_view name)
{
    const auto presets = factoryPresets();
    const auto preset =
        std::find_if(presets.begin(), presets.end(), [&](const auto& each) { return each.name == name; });
    return preset != presets.end() ? static_cast<int>(preset - presets.begin()) : 0;
}

std::string_view factoryPresetOfVersion01(int index)
{
    static constexpr std::array<std::string_view, 10> names{
        "4-bit speech",
        "5-bit speech",
        "6-bit speech",
        "8-bit speech",
        "Automatic bit depth", // "Unknown bit depth" in version 0.1
        "8-bit speech, resampled since",
        "8-bit sampler",
        "12-bit sampler",
        "Try it on clean sound: 4 bit",
        "Hear the noise that is removed",
    };
    const bool isKnown = index >= 0 && static_cast<std::size_t>(index) < names.size();
    return isKnown ? names[static_cast<std::size_t>(index)] : factoryPresets().front().name;
}

} // namespace dequantizer
