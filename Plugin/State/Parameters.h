#pragma once

#include "Signal/Quantiser.h"

#include <juce_audio_processors/juce_audio_processors.h>

#include <atomic>

namespace dequantizer
{

/// The identifiers that hosts and saved sessions know the parameters by: never to be changed.
namespace parameter
{
inline constexpr auto bits = "bits";             ///< bits per sample of the sound as it was quantised, 2 .. 12
inline constexpr auto iterations = "iterations"; ///< L, 1 .. 100, and 101 for iterationsToConvergence
inline constexpr auto mix = "mix";               ///< share of the restored sound, 0 .. 100 %
inline constexpr auto bypass = "bypass";         ///< off or on
inline constexpr auto automaticBits =
    "autobits";                      ///< whether the depth is that of the grid found in the sound, off or on
inline constexpr auto rate = "rate"; ///< what rate the sound was quantised at, see RateChoice
inline constexpr auto gain = "gain"; ///< of the output, but for bypass, -24 .. 24 dB
inline constexpr auto removed =
    "removed"; ///< whether what restoring removes is heard in place of the result, off or on
inline constexpr auto quantise = "quantise"; ///< whether the input is quantised first, at `bits`, off or on
inline constexpr auto strength = "strength"; ///< width of the cells against the quantiser's, 25 .. 300 %
inline constexpr auto overlap = "overlap";   ///< how many frames overlap, see Overlap
inline constexpr auto model = "model";       ///< a slot of the ModelLibrary, 0 .. lastModelSlot
inline constexpr auto matchLevel =
    "matchlevel"; ///< whether the output is as loud as the input, as it seems over some seconds, off or on
} // namespace parameter

/// The most iterations that the parameter counts up to; one more means iterationsToConvergence.
inline constexpr int mostIterations = 100;

/// As many as it takes for a frame to stand still: what the model for convergence was learned with. 300 and 1000 differ
/// by 0.03 dB with it (Models/README.md).
inline constexpr int iterationsToConvergence = 300;

/// What rate the sound was quantised at, as the user says; the parameter's value is half of the number.
enum class RateChoice
{
    automatic = 0, ///< the session's while its samples are on a grid, the model's when they are on none
    session = 1,
    model = 2
};

/// How many frames meet at a sample: as many as the model recommends, or so that the hop is n, n/2, n/4 or n/8. The
/// parameter's value is a quarter of the number.
enum class Overlap
{
    recommended = 0,
    none = 1,
    half = 2,
    quarter = 3,
    eighth = 4
};

/// The hop, in samples, for a model's recommended hop and its frame length n.
[[nodiscard]] int hopFor(Overlap overlap, int recommended, int frameLength) noexcept;

/// Every parameter with its name, range, unit and texts. A text is read with or without the unit.
[[nodiscard]] juce::AudioProcessorValueTreeState::ParameterLayout parameterLayout();

/// out = dry delayed + wet restored, as factors of the amplitude.
struct OutputMix
{
    float dry, wet;

    friend bool operator==(const OutputMix&, const OutputMix&) = default;
};

/// The delayed input alone, to the bit.
inline constexpr OutputMix bypassMix{1.0f, 0.0f};

/// What the parameters mean to the engine. Reading is safe on the audio thread.
class ParameterReader
{
public:
    /// `parameters` has the layout of parameterLayout() and outlives this.
    explicit ParameterReader(const juce::AudioProcessorValueTreeState& parameters);

    /// How the sound was quantised: mid-rise, with the bit depth that is set.
    [[nodiscard]] Quantiser quantiser() const noexcept;

    /// The width of the cells against the quantiser's: more for sound that was dithered.
    [[nodiscard]] double strength() const noexcept;

    /// L.
    [[nodiscard]] int iterations() const noexcept;

    [[nodiscard]] Overlap overlap() const noexcept;

    /// The slot of the ModelLibrary that is wished for.
    [[nodiscard]] int modelSlot() const noexcept;

    /// Whether the output is to be as loud as the input; never in bypass, nor of the removed noise.
    [[nodiscard]] bool matchesLevel() const noexcept;

    /// What is to be heard; see OutputMix.
    [[nodiscard]] OutputMix outputMix() const noexcept;

    /// outputMix() as it would be out of bypass and with the result to be heard: what is compared with the input.
    [[nodiscard]] OutputMix comparedMix() const noexcept;

    /// Whether the input is to be quantised first; never in bypass.
    [[nodiscard]] bool quantisesInput() const noexcept;

    /// Whether the grid in the sound takes the place of step().
    [[nodiscard]] bool followsGrid() const noexcept;

    [[nodiscard]] RateChoice rateChoice() const noexcept;

private:
    const std::atomic<float>&bitsValue, &iterationsValue, &mixValue, &bypassValue, &automaticBitsValue, &rateValue,
        &gainValue, &removedValue, &quantiseValue, &strengthValue, &overlapValue, &modelValue, &matchLevelValue;
};

} // namespace dequantizer
