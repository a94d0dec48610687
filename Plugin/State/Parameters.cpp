#include "Plugin/State/Parameters.h"

#include "Model/ModelManifest.h"
#include "Plugin/Models/ModelSlots.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace dequantizer
{

namespace
{
// Version hints, for hosts that order parameters by them: parameters added later have a higher one.
constexpr int firstVersion = 1;
constexpr int secondVersion = 2;
constexpr int thirdVersion = 3;
constexpr int fourthVersion = 4;
constexpr int fifthVersion = 5;

juce::ParameterID id(const char* text, int version = firstVersion)
{
    return {text, version};
}

// "4" rather than "4.00", and "4.25".
juce::String shortText(float value)
{
    juce::String text(static_cast<double>(value), 2);
    return text.trimCharactersAtEnd("0").trimCharactersAtEnd(".");
}

// Accepts a decimal comma as well as a point. 0 if there is no number, also for "nan" and "inf".
float leadingNumber(const juce::String& text)
{
    const float value = text.replaceCharacter(',', '.').getFloatValue();
    return std::isfinite(value) ? value : 0.0f;
}

std::unique_ptr<juce::AudioParameterFloat> floatParameter(const char* identifier, const char* name,
                                                          const juce::NormalisableRange<float>& range,
                                                          float defaultValue, const char* unit,
                                                          int version = firstVersion)
{
    return std::make_unique<juce::AudioParameterFloat>(
        id(identifier, version), name, range, defaultValue,
        juce::AudioParameterFloatAttributes()
            .withLabel(unit)
            .withStringFromValueFunction([](float value, int) { return shortText(value); })
            .withValueFromStringFunction(leadingNumber));
}

std::unique_ptr<juce::AudioParameterFloat> shareParameter(const char* identifier, const char* name)
{
    return floatParameter(identifier, name, {0.0f, 100.0f, 0.1f}, 100.0f, "%", fourthVersion);
}

// Octaves have equal lengths.
std::unique_ptr<juce::AudioParameterFloat> frequencyParameter(const char* identifier, const char* name, float lowest,
                                                              float highest, float defaultValue)
{
    juce::NormalisableRange<float> range(
        lowest, highest, [](float from, float to, float part) { return from * std::pow(to / from, part); },
        [](float from, float to, float value) { return std::log(value / from) / std::log(to / from); },
        [](float from, float to, float value) { return std::clamp(std::round(value), from, to); });
    range.interval = 1.0f; // for fine steps by keys
    return floatParameter(identifier, name, range, defaultValue, "Hz", fourthVersion);
}

// Indexed by QuantisationRate, Overlap, Quality and CorrectionShares::Stereo.
const juce::StringArray rateNames{"Automatic", "Session rate", "Model rate"};
const juce::StringArray overlapNames{"Model's own", "None", "2 frames", "4 frames", "8 frames"};
const juce::StringArray qualityNames{"Low latency", "Balanced", "Best"};
const juce::StringArray stereoNames{"Linked", "Left and right", "Mid and side"};

const juce::StringArray materialNames{"Automatic", "Speech", "Any"};

// A choice with named values that divide 0 .. 1 evenly. juce::AudioParameterChoice does not fit: JUCE's LV2 wrapper
// writes named values as fractions of the range, but reads those of a choice as indices from 0.
class NamedParameter final : public juce::AudioParameterFloat
{
public:
    NamedParameter(const char* identifier, const char* title, const juce::StringArray& valueNames,
                   int hint = secondVersion, int defaultIndex = 0)
        : AudioParameterFloat(
              id(identifier, hint), title, {0.0f, 1.0f, 1.0f / stepsOf(valueNames)},
              static_cast<float>(defaultIndex) / stepsOf(valueNames),
              juce::AudioParameterFloatAttributes()
                  .withStringFromValueFunction([valueNames](float part, int)
                                               { return valueNames[juce::roundToInt(part * stepsOf(valueNames))]; })
                  .withValueFromStringFunction(
                      [valueNames, defaultIndex](const juce::String& text)
                      {
                          const int index = valueNames.indexOf(text.trim(), true);
                          return static_cast<float>(index >= 0 ? index : defaultIndex) / stepsOf(valueNames);
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
        id(parameter::iterations), "Iterations", 1, convergenceValue, 10,
        juce::AudioParameterIntAttributes()
            .withStringFromValueFunction([](int value, int)
                                         { return value > maxIterations ? convergence : juce::String(value); })
            .withValueFromStringFunction(
                [](const juce::String& text) {
                    return text.containsIgnoreCase("conv") ? convergenceValue
                                                           : std::min(text.getIntValue(), maxIterations);
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
} // namespace

juce::AudioProcessorValueTreeState::ParameterLayout parameterLayout()
{
    return {
        floatParameter(parameter::bits, "Bit depth", {2.0f, 12.0f, static_cast<float>(1.0 / bitDepthsPerBit)}, 4.0f,
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
        std::make_unique<NamedParameter>(parameter::material, "Material", materialNames, thirdVersion),
        std::make_unique<NamedParameter>(parameter::quality, "Quality", qualityNames, thirdVersion,
                                         static_cast<int>(Quality::balanced)),
        shareParameter(parameter::lowShare, "Low band"),
        shareParameter(parameter::midShare, "Middle band"),
        shareParameter(parameter::highShare, "High band"),
        frequencyParameter(parameter::lowSplit, "Low split", 20.0f, 2000.0f, 250.0f),
        frequencyParameter(parameter::highSplit, "High split", 1000.0f, 20000.0f, 4000.0f),
        std::make_unique<NamedParameter>(parameter::stereo, "Stereo", stereoNames, fourthVersion),
        shareParameter(parameter::firstShare, "Left or mid"),
        shareParameter(parameter::secondShare, "Right or side"),
        std::make_unique<juce::AudioParameterBool>(id(parameter::renderAtBest, fifthVersion), "Render at best", false),
    };
}

} // namespace dequantizer
