#include "Plugin/State/ParameterReader.h"

#include "Plugin/State/Parameters.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dequantizer
{

namespace
{
bool isOn(float value) noexcept
{
    return value >= 0.5f;
}

// A share that is set in percent.
float shareOf(float percent) noexcept
{
    return std::clamp(percent / 100.0f, 0.0f, 1.0f);
}

// Of a named value; `last` is the index of the last one.
long indexOf(float value, int last) noexcept
{
    return std::lround(static_cast<float>(last) * value);
}
} // namespace

ParameterReader::Value::Value(const juce::AudioProcessorValueTreeState& parameters, const char* identifier)
    : raw(*parameters.getRawParameterValue(identifier))
{
    const auto* const parameter = parameters.getParameter(identifier);
    defaultValue = parameter->convertFrom0to1(parameter->getDefaultValue());
    legal = parameter->getNormalisableRange().getRange();
}

float ParameterReader::Value::get() const noexcept
{
    const float value = raw.load(std::memory_order_relaxed);
    const bool isLegal = value >= legal.getStart() && value <= legal.getEnd(); // not if it is NaN
    return isLegal ? value : defaultValue;
}

ParameterReader::ParameterReader(const juce::AudioProcessorValueTreeState& parameters)
    : bitsValue(parameters, parameter::bits), iterationsValue(parameters, parameter::iterations),
      mixValue(parameters, parameter::mix), bypassValue(parameters, parameter::bypass),
      automaticBitsValue(parameters, parameter::automaticBits), rateValue(parameters, parameter::rate),
      gainValue(parameters, parameter::gain), removedValue(parameters, parameter::removed),
      quantiseValue(parameters, parameter::quantise), strengthValue(parameters, parameter::strength),
      overlapValue(parameters, parameter::overlap), modelValue(parameters, parameter::model),
      matchLevelValue(parameters, parameter::matchLevel), materialValue(parameters, parameter::material),
      qualityValue(parameters, parameter::quality), lowShareValue(parameters, parameter::lowShare),
      midShareValue(parameters, parameter::midShare), highShareValue(parameters, parameter::highShare),
      lowSplitValue(parameters, parameter::lowSplit), highSplitValue(parameters, parameter::highSplit),
      stereoValue(parameters, parameter::stereo), firstShareValue(parameters, parameter::firstShare),
      secondShareValue(parameters, parameter::secondShare), renderAtBestValue(parameters, parameter::renderAtBest)
{
}

Quantiser ParameterReader::quantiser() const noexcept
{
    // Rounded to the decimal number that the float stands for: the command line parses that number as a double, and
    // both must restore the same samples.
    const double bits = static_cast<double>(bitsValue.get());
    return Quantiser::midRise(deltaForBits(std::round(bits * bitDepthsPerBit) / bitDepthsPerBit), Overload::saturate);
}

int ParameterReader::iterations() const noexcept
{
    const auto value = static_cast<int>(std::lround(iterationsValue.get()));
    return value > maxIterations ? iterationsToConvergence : value;
}

double ParameterReader::strength() const noexcept
{
    // Whole percents, so that 100 % is exactly 1.
    return std::round(static_cast<double>(strengthValue.get())) / 100.0;
}

EngineOptions ParameterReader::engineOptions(bool isRendering) const noexcept
{
    const bool rendersAtBest = isRendering && isOn(renderAtBestValue.get());
    constexpr std::array<std::optional<Material>, 3> materials{std::nullopt, Material::speech, Material::any};
    return {.overlap = static_cast<Overlap>(indexOf(overlapValue.get(), 4)),
            .material = materials[static_cast<std::size_t>(indexOf(materialValue.get(), 2))],
            .quality = rendersAtBest ? Quality::best : static_cast<Quality>(indexOf(qualityValue.get(), 2))};
}

int ParameterReader::modelSlot() const noexcept
{
    return static_cast<int>(std::lround(modelValue.get()));
}

bool ParameterReader::matchesLevel() const noexcept
{
    return isOn(matchLevelValue.get()) && !isOn(bypassValue.get()) && !isOn(removedValue.get());
}

bool ParameterReader::followsGrid() const noexcept
{
    return isOn(automaticBitsValue.get());
}

QuantisationRate ParameterReader::quantisationRate() const noexcept
{
    return static_cast<QuantisationRate>(indexOf(rateValue.get(), 2));
}

OutputMix ParameterReader::outputMix() const noexcept
{
    if (isOn(bypassValue.get()))
        return bypassMix;
    const auto mix = comparedMix();
    return isOn(removedValue.get()) ? OutputMix{mix.wet, -mix.wet} : mix;
}

OutputMix ParameterReader::comparedMix() const noexcept
{
    const float wet = shareOf(mixValue.get());
    const float decibels = gainValue.get();
    const float gain = decibels == 0.0f ? 1.0f : std::pow(10.0f, decibels / 20.0f);
    return {gain * (1.0f - wet), gain * wet};
}

bool ParameterReader::quantisesInput() const noexcept
{
    return isOn(quantiseValue.get()) && !isOn(bypassValue.get());
}

CorrectionShares ParameterReader::correctionShares() const noexcept
{
    return {.bands = {shareOf(lowShareValue.get()), shareOf(midShareValue.get()), shareOf(highShareValue.get())},
            .splits = {lowSplitValue.get(), highSplitValue.get()},
            .stereo = static_cast<CorrectionShares::Stereo>(indexOf(stereoValue.get(), 2)),
            .first = shareOf(firstShareValue.get()),
            .second = shareOf(secondShareValue.get())};
}

Restorer::Settings ParameterReader::settings(bool isHostBypass) const noexcept
{
    return {.quantiser = quantiser(),
            .iterations = iterations(),
            .mix = isHostBypass ? bypassMix : outputMix(),
            .compared = comparedMix(),
            .followGrid = followsGrid(),
            .quantisedAt = quantisationRate(),
            .quantisesInput = !isHostBypass && quantisesInput(),
            .strength = strength(),
            .shares = correctionShares(),
            .matchesLevel = !isHostBypass && matchesLevel()};
}

} // namespace dequantizer
