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
} // namespace parameter

/// The most iterations that the parameter goes up to.
inline constexpr int mostIterations = 100;

/// Every parameter with its name, range, unit and texts. A text is read with or without the unit.
[[nodiscard]] juce::AudioProcessorValueTreeState::ParameterLayout parameterLayout();

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

    /// The share of the restored sound in the output, 0 .. 1; 0 in bypass.
    [[nodiscard]] float wetness() const noexcept;

private:
    const std::atomic<float>&bitsValue, &iterationsValue, &mixValue, &bypassValue;
};

} // namespace dequantizer
