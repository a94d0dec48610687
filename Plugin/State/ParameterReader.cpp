#include "Plugin/State/ParameterReader.h"

#include "Plugin/State/Parameters.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dequantizer
{

namespace
{
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

// A share that is set in percent.
float shareOf(const std::atomic<float>& percent) noexcept
{
    return std::clamp(percent.load(std::memory_order_relaxed) / 100.0f, 0.0f, 1.0f);
}

// Of a named value; `last` is the index of the last one.
long indexOf(const std::atomic<float>& value, int last) noexcept
{
    return std::lround(static_cast<float>(last) * value.load(std::memory_order_relaxed));
}
} // namespace

ParameterReader::ParameterReader(const juce::AudioProcessorValueTreeState& parameters)
    : bitsValue(rawValue(parameters, parameter::bits)), iterationsValue(rawValue(parameters, parameter::iterations)),
      mixValue(rawValue(parameters, parameter::mix)), bypassValue(rawValue(parameters, parameter::bypass)),
      automaticBitsValue(rawValue(parameters, parameter::automaticBits)),
      rateValue(rawValue(parameters, parameter::rate)), gainValue(rawValue(parameters, parameter::gain)),
      removedValue(rawValue(parameters, parameter::removed)), quantiseValue(rawValue(parameters, parameter::quantise)),
      strengthValue(rawValue(parameters, parameter::strength)), overlapValue(rawValue(parameters, parameter::overlap)),
      modelValue(rawValue(parameters, parameter::model)), matchLevelValue(rawValue(parameters, parameter::matchLevel)),
      materialValue(rawValue(parameters, parameter::material)), qualityValue(rawValue(parameters, parameter::quality)),
      lowShareValue(rawValue(parameters, parameter::lowShare)),
      midShareValue(rawValue(parameters, parameter::midShare)),
      highShareValue(rawValue(parameters, parameter::highShare)),
      lowSplitValue(rawValue(parameters, parameter::lowSplit)),
      highSplitValue(rawValue(parameters, parameter::highSplit)), stereoValue(rawValue(parameters, parameter::stereo)),
      firstShareValue(rawValue(parameters, parameter::firstShare)),
      secondShareValue(rawValue(parameters, parameter::secondShare)),
      renderAtBestValue(rawValue(parameters, parameter::renderAtBest))
{
}

Quantiser ParameterReader::quantiser() const noexcept
{
    // Rounded to the decimal number that the float stands for: the command line parses that number as a double, and
    // both must restore the same samples.
    const double bits = static_cast<double>(bitsValue.load(std::memory_order_relaxed));
    return Quantiser::midRise(deltaForBits(std::round(bits * bitDepthsPerBit) / bitDepthsPerBit), Overload::saturate);
}

int ParameterReader::iterations() const noexcept
{
    const auto value = static_cast<int>(std::lround(iterationsValue.load(std::memory_order_relaxed)));
    return value > maxIterations ? iterationsToConvergence : value;
}

double ParameterReader::strength() const noexcept
{
    // Whole percents, so that 100 % is exactly 1.
    return std::round(static_cast<double>(strengthValue.load(std::memory_order_relaxed))) / 100.0;
}

EngineOptions ParameterReader::engineOptions(bool isRendering) const noexcept
{
    const bool rendersAtBest = isRendering && isOn(renderAtBestValue);
    constexpr std::array<std::optional<Material>, 3> materials{std::nullopt, Material::speech, Material::any};
    return {.overlap = static_cast<Overlap>(indexOf(overlapValue, 4)),
            .material = materials[static_cast<std::size_t>(indexOf(materialValue, 2))],
            .quality = rendersAtBest ? Quality::best : static_cast<Quality>(indexOf(qualityValue, 2))};
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

QuantisationRate ParameterReader::quantisationRate() const noexcept
{
    return static_cast<QuantisationRate>(indexOf(rateValue, 2));
}

OutputMix ParameterReader::outputMix() const noexcept
{
    if (isOn(bypassValue))
        return bypassMix;
    const auto mix = comparedMix();
    return isOn(removedValue) ? OutputMix{mix.wet, -mix.wet} : mix;
}

OutputMix ParameterReader::comparedMix() const noexcept
{
    const float wet = shareOf(mixValue);
    const float decibels = gainValue.load(std::memory_order_relaxed);
    const float gain = decibels == 0.0f ? 1.0f : std::pow(10.0f, decibels / 20.0f);
    return {gain * (1.0f - wet), gain * wet};
}

bool ParameterReader::quantisesInput() const noexcept
{
    return isOn(quantiseValue) && !isOn(bypassValue);
}

CorrectionShares ParameterReader::correctionShares() const noexcept
{
    return {.bands = {shareOf(lowShareValue), shareOf(midShareValue), shareOf(highShareValue)},
            .splits = {lowSplitValue.load(std::memory_order_relaxed), highSplitValue.load(std::memory_order_relaxed)},
            .stereo = static_cast<CorrectionShares::Stereo>(indexOf(stereoValue, 2)),
            .first = shareOf(firstShareValue),
            .second = shareOf(secondShareValue)};
}

Restorer::Settings ParameterReader::settings(const OutputMix& mix) const noexcept
{
    return {.quantiser = quantiser(),
            .iterations = iterations(),
            .mix = mix,
            .compared = comparedMix(),
            .followGrid = followsGrid(),
            .quantisedAt = quantisationRate(),
            .quantisesInput = mix != bypassMix && quantisesInput(),
            .strength = strength(),
            .shares = correctionShares(),
            .matchesLevel = mix != bypassMix && matchesLevel()};
}

} // namespace dequantizer
