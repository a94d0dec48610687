#pragma once

#include <juce_audio_processors/juce_audio_processors.h>

#include <atomic>

namespace dequantizer
{

/// The identifiers that hosts and saved sessions know the parameters by: never to be changed.
namespace parameter
{
inline constexpr auto bits = "bits";             ///< bits per sample of the sound as it was quantised, 2 .. 12
inline constexpr auto iterations = "iterations"; ///< L, 1 .. 100
inline constexpr auto mix = "mix";               ///< share of the restored sound, 0 .. 100 %
inline constexpr auto bypass = "bypass";         ///< off or on
inline constexpr auto automaticBits =
    "autobits";                      ///< whether the depth is that of the grid found in the sound, off or on
inline constexpr auto rate = "rate"; ///< what rate the sound was quantised at, see RateChoice
inline constexpr auto gain = "gain"; ///< of the output, but for bypass, -24 .. 24 dB
inline constexpr auto removed =
    "removed"; ///< whether what restoring removes is heard in place of the result, off or on
inline constexpr auto quantise = "quantise"; ///< whether the input is quantised first, at `bits`, off or on
} // namespace parameter

/// The most iterations that the parameter goes up to.
inline constexpr int mostIterations = 100;

/// What rate the sound was quantised at, as the user says; the parameter's value is half of the number.
enum class RateChoice
{
    automatic = 0, ///< the session's while its samples are on a grid, the model's when they are on none
    session = 1,
    model = 2
};

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

    /// Delta, in signal units.
    [[nodiscard]] double step() const noexcept;

    /// L.
    [[nodiscard]] int iterations() const noexcept;

    /// What is to be heard; see OutputMix.
    [[nodiscard]] OutputMix outputMix() const noexcept;

    /// Whether the input is to be quantised first; never in bypass.
    [[nodiscard]] bool quantisesInput() const noexcept;

    /// Whether the grid in the sound takes the place of step().
    [[nodiscard]] bool followsGrid() const noexcept;

    [[nodiscard]] RateChoice rateChoice() const noexcept;

private:
    const std::atomic<float>&bitsValue, &iterationsValue, &mixValue, &bypassValue, &automaticBitsValue, &rateValue,
        &gainValue, &removedValue, &quantiseValue;
};

} // namespace dequantizer
