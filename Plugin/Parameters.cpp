#include "Plugin/Parameters.h"

#include "Signal/Quantiser.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace dequantizer
{

namespace
{
// For hosts that keep the order of parameters: those added in a later version get a higher number.
constexpr int firstVersion = 1;
constexpr int secondVersion = 2;

constexpr double valuesPerBit = 100.0;

juce::ParameterID id(const char* text, int version = firstVersion)
{
    return {text, version};
}

// "4" rather than "4.00", but "4.25".
juce::String shortText(float value)
{
    juce::String text(static_cast<double>(value), 2);
    return text.trimCharactersAtEnd("0").trimCharactersAtEnd(".");
}

// The number that a text begins with; a decimal comma is as good as a point.
float leadingNumber(const juce::String& text)
{
    return text.replaceCharacter(',', '.').getFloatValue();
}

std::unique_ptr<juce::AudioParameterFloat> floatParameter(const char* identifier, const char* name,
                                                          juce::NormalisableRange<float> range, float usual,
                                                          const char* unit, int version = firstVersion)
{
    return std::make_unique<juce::AudioParameterFloat>(
        id(identifier, version), name, range, usual,
        juce::AudioParameterFloatAttributes()
            .withLabel(unit)
            .withStringFromValueFunction([](float value, int) { return shortText(value); })
            .withValueFromStringFunction(leadingNumber));
}

const juce::StringArray rateNames{"Automatic", "Session rate", "Model rate"}; // in the order of RateChoice

// A choice by names whose values are 0, 1/2 and 1. JUCE writes an LV2's named values as parts of the range, and those
// of juce::AudioParameterChoice, which counts from 0 to 2, come out as others than the plugin understands.
class RateParameter final : public juce::AudioParameterFloat
{
public:
    RateParameter()
        : AudioParameterFloat(id(parameter::rate, secondVersion), "Quantised at", {0.0f, 1.0f, 0.5f}, 0.0f,
                              juce::AudioParameterFloatAttributes()
                                  .withStringFromValueFunction([](float part, int) { return rateNames[indexOf(part)]; })
                                  .withValueFromStringFunction(fromName))
    {
    }

    static int indexOf(float part) { return juce::roundToInt(part * static_cast<float>(rateNames.size() - 1)); }

    [[nodiscard]] bool isDiscrete() const override { return true; }
    [[nodiscard]] int getNumSteps() const override { return rateNames.size(); }

private:
    static float fromName(const juce::String& name)
    {
        const int index = std::max(0, rateNames.indexOf(name.trim(), true));
        return static_cast<float>(index) / static_cast<float>(rateNames.size() - 1);
    }
};

const std::atomic<float>& rawValue(const juce::AudioProcessorValueTreeState& parameters, const char* identifier)
{
    const auto* value = parameters.getRawParameterValue(identifier);
    jassert(value != nullptr);
    return *value;
}

bool isOn(const std::atomic<float>& value) noexcept
{
    return value.load(std::memory_order_relaxed) >= 0.5f;
}
} // namespace

juce::AudioProcessorValueTreeState::ParameterLayout parameterLayout()
{
    return {
        floatParameter(parameter::bits, "Bit depth", {2.0f, 12.0f, static_cast<float>(1.0 / valuesPerBit)}, 4.0f,
                       "bit"),
        std::make_unique<juce::AudioParameterInt>(id(parameter::iterations), "Iterations", 1, mostIterations, 10),
        floatParameter(parameter::mix, "Mix", {0.0f, 100.0f, 0.1f}, 100.0f, "%"),
        std::make_unique<juce::AudioParameterBool>(id(parameter::bypass), "Bypass", false),
        std::make_unique<juce::AudioParameterBool>(id(parameter::automaticBits, secondVersion), "Automatic bit depth",
                                                   false),
        std::make_unique<RateParameter>(),
        floatParameter(parameter::gain, "Output gain", {-24.0f, 24.0f, 0.1f}, 0.0f, "dB", secondVersion),
        std::make_unique<juce::AudioParameterBool>(id(parameter::removed, secondVersion), "Removed noise only", false),
        std::make_unique<juce::AudioParameterBool>(id(parameter::quantise, secondVersion), "Quantise input", false),
    };
}

ParameterReader::ParameterReader(const juce::AudioProcessorValueTreeState& parameters)
    : bitsValue(rawValue(parameters, parameter::bits)), iterationsValue(rawValue(parameters, parameter::iterations)),
      mixValue(rawValue(parameters, parameter::mix)), bypassValue(rawValue(parameters, parameter::bypass)),
      automaticBitsValue(rawValue(parameters, parameter::automaticBits)),
      rateValue(rawValue(parameters, parameter::rate)), gainValue(rawValue(parameters, parameter::gain)),
      removedValue(rawValue(parameters, parameter::removed)), quantiseValue(rawValue(parameters, parameter::quantise))
{
}

double ParameterReader::step() const noexcept
{
    // A float cannot hold 4.1, but the command line's double does: with the same decimals both restore the same
    // samples.
    const double bits = static_cast<double>(bitsValue.load(std::memory_order_relaxed));
    return stepForBits(std::round(bits * valuesPerBit) / valuesPerBit);
}

int ParameterReader::iterations() const noexcept
{
    return static_cast<int>(std::lround(iterationsValue.load(std::memory_order_relaxed)));
}

bool ParameterReader::followsGrid() const noexcept
{
    return isOn(automaticBitsValue);
}

RateChoice ParameterReader::rateChoice() const noexcept
{
    return static_cast<RateChoice>(std::lround(2.0f * rateValue.load(std::memory_order_relaxed)));
}

OutputMix ParameterReader::outputMix() const noexcept
{
    if (isOn(bypassValue))
        return bypassMix;
    const float wetness = std::clamp(mixValue.load(std::memory_order_relaxed) / 100.0f, 0.0f, 1.0f);
    const float decibels = gainValue.load(std::memory_order_relaxed);
    const float factor = decibels == 0.0f ? 1.0f : std::pow(10.0f, decibels / 20.0f);
    if (isOn(removedValue))
        return {factor * wetness, -factor * wetness};
    return {factor * (1.0f - wetness), factor * wetness};
}

bool ParameterReader::quantisesInput() const noexcept
{
    return isOn(quantiseValue) && !isOn(bypassValue);
}

} // namespace dequantizer
