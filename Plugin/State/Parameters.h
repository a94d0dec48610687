#pragma once

#include <juce_audio_processors/juce_audio_processors.h>

namespace dequantizer
{

/// The identifiers of the parameters. Hosts and saved sessions refer to them, so they must never change.
namespace parameter
{
inline constexpr auto bits = "bits";              ///< bit depth of the quantised audio, 2 .. 12
inline constexpr auto iterations = "iterations";  ///< L, 1 .. 100; 101 stands for iterationsToConvergence
inline constexpr auto mix = "mix";                ///< share of the restored signal, 0 .. 100 %
inline constexpr auto bypass = "bypass";          ///< off or on
inline constexpr auto automaticBits = "autobits"; ///< whether the bit depth follows the detected grid, off or on
inline constexpr auto rate = "rate";         ///< the rate at which the audio was quantised: half of a QuantisationRate
inline constexpr auto gain = "gain";         ///< output gain except in bypass, -24 .. 24 dB
inline constexpr auto removed = "removed";   ///< whether to output what restoring removes instead, off or on
inline constexpr auto quantise = "quantise"; ///< whether to quantise the input to `bits` first, off or on
inline constexpr auto strength = "strength"; ///< cell width relative to the quantiser's, 25 .. 300 %
inline constexpr auto overlap = "overlap";   ///< overlap of the frames: a quarter of an Overlap
inline constexpr auto model = "model";       ///< a slot, see ModelSlots.h
inline constexpr auto matchLevel = "matchlevel";   ///< whether to match the output's loudness to the input's, off or on
inline constexpr auto material = "material";       ///< 0 automatic, 0.5 Material::speech, 1 Material::any
inline constexpr auto quality = "quality";         ///< half of a Quality
inline constexpr auto lowShare = "lowshare";       ///< share of the correction in the low band, 0 .. 100 %
inline constexpr auto midShare = "midshare";       ///< in the middle band, 0 .. 100 %
inline constexpr auto highShare = "highshare";     ///< in the high band, 0 .. 100 %
inline constexpr auto lowSplit = "lowsplit";       ///< between the low and the middle band, 20 .. 2000 Hz
inline constexpr auto highSplit = "highsplit";     ///< between the middle and the high band, 1000 .. 20000 Hz
inline constexpr auto stereo = "stereo";           ///< half of a CorrectionShares::Stereo
inline constexpr auto firstShare = "firstshare";   ///< of the left or mid channel, unless linked, 0 .. 100 %
inline constexpr auto secondShare = "secondshare"; ///< of the right or side channel, unless linked, 0 .. 100 %
inline constexpr auto renderAtBest = "renderatbest"; ///< whether an offline rendering has Quality::best, off or on
} // namespace parameter

/// The largest number of iterations that can be set.
inline constexpr int maxIterations = 100;

/// The value of the parameter "iterations" that stands for iterationsToConvergence.
inline constexpr int convergenceValue = maxIterations + 1;

/// The iterations that count as convergence, with which the model for convergence was trained: with that model, 300 and
/// 1000 iterations differ by 0.03 dB (Models/README.md).
inline constexpr int iterationsToConvergence = 300;

/// The number of selectable bit depths from one bit to the next.
inline constexpr double bitDepthsPerBit = 100.0;

/// All parameters with names, ranges, units and texts. Texts are parsed with or without the unit.
[[nodiscard]] juce::AudioProcessorValueTreeState::ParameterLayout parameterLayout();

} // namespace dequantizer
