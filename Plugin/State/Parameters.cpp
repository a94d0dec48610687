#include "Plugin/State/Parameters.h"

#include "Plugin/Models/ModelSlots.h"

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

// In the orders of RateChoice and Overlap.
const juce::StringArray rateNames{"Automatic", "Session rate", "Model rate"};
const juce::StringArray overlapNames{"Model's own", "None", "2 frames", "4 frames", "8 frames"};

// A choice by names whose values divide 0 .. 1 evenly. JUCE writes an LV2's named values as parts of the range, and
// those of juce::AudioParameterChoice, which counts from 0, come out as others than the plugin understands.
class NamedParameter final : public juce::AudioParameterFloat
{
public:
    NamedParameter(const char* identifier, const char* title, const juce::StringArray& valueNames)
        : AudioParameterFloat(
              id(identifier, secondVersion), title, {0.0f, 1.0f, 1.0f / stepsOf(valueNames)}, 0.0f,
              juce::AudioParameterFloatAttributes()
                  .withStringFromValueFunction([valueNames](float part, int)
                                               { return valueNames[juce::roundToInt(part * stepsOf(valueNames))]; })
                  .withValueFromStringFunction(
                      [valueNames](const juce::String& text)
                      {
                          const int index = std::max(0, valueNames.indexOf(text.trim(), true));
                          return static_cast<float>(index) / stepsOf(valueNames);
                      })),
          count(valueNames.size())
    {
    }

    [[nodiscard]] bool isDiscrete() const override { return true; }
    [[nodiscard]] int getNumSteps() const override { return count; }

private:
    static float stepsOf(const juce::StringArray& names) { return static_cast<float>(names.size() - 1); }

    const int count;
};

const juce::String convergence = "to convergence";

std::unique_ptr<juce::AudioParameterInt> iterationsParameter()
{
    return std::make_unique<juce::AudioParameterInt>(
        id(parameter::iterations), "Iterations", 1, mostIterations + 1, 10,
        juce::AudioParameterIntAttributes()
            .withStringFromValueFunction([](int value, int)
                                         { return value > mostIterations ? convergence : juce::String(value); })
            .withValueFromStringFunction(
                [](const juce::String& text) {
                    return text.containsIgnoreCase("conv") ? mostIterations + 1
                                                           : std::min(text.getIntValue(), mostIterations);
                }));
}

std::unique_ptr<juce::AudioParameterInt> modelParameter()
{
    return std::make_unique<juce::AudioParameterInt>(
        id(parameter::model, secondVersion), "Model", 0, lastModelSlot, 0,
        juce::AudioParameterIntAttributes()
            .withStringFromValueFunction([](int slot, int) { return juce::String(modelSlotText(slot)); })
            .withValueFromStringFunction([](const juce::String& text) { return modelSlotOfText(text.toStdString()); }));
}

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

int hopFor(Overlap overlap, int recommended, int frameLength) noexcept
{
    if (overlap == Overlap::recommended)
        return recommended;
    const int divisor = 1 << (static_cast<int>(overlap) - static_cast<int>(Overlap::none));
    return std::max(1, frameLength / divisor);
}

juce::AudioProcessorValueTreeState::ParameterLayout parameterLayout()
{
    return {
        floatParameter(parameter::bits, "Bit depth", {2.0f, 12.0f, static_cast<float>(1.0 / valuesPerBit)}, 4.0f,
                       "bit"),
        iterationsParameter(),
        floatParameter(parameter::mix, "Mix", {0.0f, 100.0f, 0.1f}, 100.0f, "%"),
        std::make_unique<juce::AudioParameterBool>(id(parameter::bypass), "Bypass", false),
        std::make_unique<juce::AudioParameterBool>(id(parameter::automaticBits, secondVersion), "Automatic bit depth",
                                                   true),
        std::make_unique<NamedParameter>(parameter::rate, "Quantised at", rateNames),
        floatParameter(parameter::gain, "Output gain", {-24.0f, 24.0f, 0.1f}, 0.0f, "dB", secondVersion),
        std::make_unique<juce::AudioParameterBool>(id(parameter::removed, secondVersion), "Removed noise only", false),
        std::make_unique<juce::AudioParameterBool>(id(parameter::quantise, secondVersion), "Quantise input", false),
        floatParameter(parameter::strength, "Strength", {25.0f, 300.0f, 1.0f}, 100.0f, "%", secondVersion),
        std::make_unique<NamedParameter>(parameter::overlap, "Overlap", overlapNames),
        modelParameter(),
        std::make_unique<juce::AudioParameterBool>(id(parameter::matchLevel, secondVersion), "Match level", false),
    };
}

ParameterReader::ParameterReader(const juce::AudioProcessorValueTreeState& parameters)
    : bitsValue(rawValue(parameters, parameter::bits)), iterationsValue(rawValue(parameters, parameter::iterations)),
      mixValue(rawValue(parameters, parameter::mix)), bypassValue(rawValue(parameters, parameter::bypass)),
      automaticBitsValue(rawValue(parameters, parameter::automaticBits)),
      rateValue(rawValue(parameters, parameter::rate)), gainValue(rawValue(parameters, parameter::gain)),
      removedValue(rawValue(parameters, parameter::removed)), quantiseValue(rawValue(parameters, parameter::quantise)),
      strengthValue(rawValue(parameters, parameter::strength)), overlapValue(rawValue(parameters, parameter::overlap)),
      modelValue(rawValue(parameters, parameter::model)), matchLevelValue(rawValue(parameters, parameter::matchLevel))
{
}

Quantiser ParameterReader::quantiser() const noexcept
{
    // A float cannot hold 4.1, but the command line's double does: with the same decimals both restore the same
    // samples.
    const double bits = static_cast<double>(bitsValue.load(std::memory_order_relaxed));
    return Quantiser::midRise(deltaForBits(std::round(bits * valuesPerBit) / valuesPerBit), Overload::saturate);
}

int ParameterReader::iterations() const noexcept
{
    const auto wanted = static_cast<int>(std::lround(iterationsValue.load(std::memory_order_relaxed)));
    return wanted > mostIterations ? iterationsToConvergence : wanted;
}

double ParameterReader::strength() const noexcept
{
    // Whole percents, and exactly 1 for 100.
    return std::round(static_cast<double>(strengthValue.load(std::memory_order_relaxed))) / 100.0;
}

Overlap ParameterReader::overlap() const noexcept
{
    return static_cast<Overlap>(std::lround(4.0f * overlapValue.load(std::memory_order_relaxed)));
}

int ParameterReader::modelSlot() const noexcept
{
    return static_cast<int>(std::lround(modelValue.load(std::memory_order_relaxed)));
}

bool ParameterReader::matchesLevel() const noexcept
{
    return isOn(matchLevelValue) && !isOn(bypassValue) && !isOn(removedValue);
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
    const auto result = comparedMix();
    return isOn(removedValue) ? OutputMix{result.wet, -result.wet} : result;
}

OutputMix ParameterReader::comparedMix() const noexcept
{
    const float wetness = std::clamp(mixValue.load(std::memory_order_relaxed) / 100.0f, 0.0f, 1.0f);
    const float decibels = gainValue.load(std::memory_order_relaxed);
    const float factor = decibels == 0.0f ? 1.0f : std::pow(10.0f, decibels / 20.0f);
    return {factor * (1.0f - wetness), factor * wetness};
}

bool ParameterReader::quantisesInput() const noexcept
{
    return isOn(quantiseValue) && !isOn(bypassValue);
}

} // namespace dequantizer
