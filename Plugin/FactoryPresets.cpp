#include "Plugin/FactoryPresets.h"

#include "Plugin/Parameters.h"

#include <array>

namespace dequantizer
{

std::span<const FactoryPreset> factoryPresets()
{
    using namespace parameter;
    constexpr float on = 1.0f;
    constexpr float sessionRate = 0.5f, modelRate = 1.0f;
    static const std::array presets{
        FactoryPreset{"4-bit speech", {}},
        FactoryPreset{"5-bit speech", {{bits, 5.0f}}},
        FactoryPreset{"6-bit speech", {{bits, 6.0f}}},
        FactoryPreset{"8-bit speech", {{bits, 8.0f}}},
        FactoryPreset{"Unknown bit depth", {{automaticBits, on}}},
        FactoryPreset{"8-bit speech, resampled since", {{bits, 8.0f}, {rate, modelRate}}},
        FactoryPreset{"8-bit sampler", {{bits, 8.0f}, {rate, sessionRate}}},
        FactoryPreset{"12-bit sampler", {{bits, 12.0f}, {rate, sessionRate}}},
        FactoryPreset{"Try it on clean sound: 4 bit", {{quantise, on}}},
        FactoryPreset{"Hear the noise that is removed", {{removed, on}}},
    };
    return presets;
}

} // namespace dequantizer
