#pragma once

#include "Model/ModelChoice.h"
#include "Plugin/Engine/EngineOptions.h"
#include "Plugin/Engine/OutputMix.h"
#include "Plugin/Engine/Restorer.h"
#include "Signal/Quantiser.h"

#include <juce_audio_processors/juce_audio_processors.h>

#include <atomic>

namespace dequantizer
{

/// Reads the parameters in the units of the engine. Any thread, including the audio thread.
class ParameterReader
{
public:
    /// `parameters` has the layout of parameterLayout() and must outlive this object.
    explicit ParameterReader(const juce::AudioProcessorValueTreeState& parameters);

    /// The mid-rise quantiser of the bit depth that is set.
    [[nodiscard]] Quantiser quantiser() const noexcept;

    /// Cell width relative to the quantiser's; larger for dithered audio.
    [[nodiscard]] double strength() const noexcept;

    /// L.
    [[nodiscard]] int iterations() const noexcept;

    /// Overlap, material and quality; `isRendering` says whether the host renders offline.
    [[nodiscard]] EngineOptions engineOptions(bool isRendering) const noexcept;

    /// The requested slot, see ModelSlots.h.
    [[nodiscard]] int modelSlot() const noexcept;

    /// False in bypass and while only the removed noise is output.
    [[nodiscard]] bool matchesLevel() const noexcept;

    /// The mix to output.
    [[nodiscard]] OutputMix outputMix() const noexcept;

    /// The mix of the restored result, regardless of bypass and "removed noise only": the reference for LevelMatch.
    [[nodiscard]] OutputMix comparedMix() const noexcept;

    /// False in bypass.
    [[nodiscard]] bool quantisesInput() const noexcept;

    /// Whether the detected grid overrides quantiser().
    [[nodiscard]] bool followsGrid() const noexcept;

    [[nodiscard]] QuantisationRate quantisationRate() const noexcept;

    [[nodiscard]] CorrectionShares correctionShares() const noexcept;

    /// Everything the restorer needs for a block. `isHostBypass` says that the host bypasses the plugin itself,
    /// whatever the parameter.
    [[nodiscard]] Restorer::Settings settings(bool isHostBypass = false) const noexcept;

private:
    // The value of a parameter in its own units. A host may set a parameter to NaN, which JUCE lets through, or
    // converts to any number; the default is read then.
    class Value
    {
    public:
        Value(const juce::AudioProcessorValueTreeState& parameters, const char* identifier);
        [[nodiscard]] float get() const noexcept;

    private:
        const std::atomic<float>& raw;
        float defaultValue;
        juce::Range<float> legal;
    };

    Value bitsValue, iterationsValue, mixValue, bypassValue, automaticBitsValue, rateValue, gainValue, removedValue,
        quantiseValue, strengthValue, overlapValue, modelValue, matchLevelValue, materialValue, qualityValue,
        lowShareValue, midShareValue, highShareValue, lowSplitValue, highSplitValue, stereoValue, firstShareValue,
        secondShareValue, renderAtBestValue;
};

} // namespace dequantizer
