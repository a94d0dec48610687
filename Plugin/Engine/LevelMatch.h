#pragma once

#include "Plugin/Engine/GainRamp.h"
#include "Plugin/Engine/OutputMix.h"

#include <vector>

namespace dequantizer
{

/// Matches the output's loudness to the input's, so that a listener compares the sound and not the level. Loudness is
/// the energy of all channels, exponentially weighted with a time constant of three seconds. The gain stays within
/// +-12 dB and changes without clicks. The result depends on the samples alone, not on the block lengths.
class LevelMatch
{
public:
    /// `sampleRate` in Hz, blocks of at most `maxSamples`. Allocates, and resets.
    void prepare(double sampleRate, int maxSamples);

    /// Forgets all levels and sets the gain to 1.
    void reset() noexcept;

    /// Audio thread: computes the gains for the next `samples` >= 0 samples of the output
    ///
    ///     mix.dry input + mix.wet restored
    ///
    /// in each channel, both at the same latency. If `isEnabled` is false the gain returns to 1 but the loudness is
    /// still measured, so matching resumes at the right level after a listen to the input or to the removed noise.
    void update(const std::vector<std::vector<float>>& input, const std::vector<std::vector<float>>& restored,
                OutputMix mix, int samples, bool isEnabled) noexcept;

    /// Audio thread: applies these gains to `samples` samples of each channel from `offset` on.
    void apply(float* const* output, int channels, int offset, int samples) const noexcept;

private:
    [[nodiscard]] float targetGain(bool isEnabled) const noexcept;

    double weight = 0.0; // of the newest sample in the energies
    double inputEnergy = 0.0, outputEnergy = 0.0;
    int untilUpdate = 0;
    GainRamp gain;
    std::vector<float> gains; // computed by the last update()
};

} // namespace dequantizer
