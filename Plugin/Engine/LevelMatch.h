#pragma once

#include "Plugin/Engine/GainRamp.h"
#include "Plugin/State/Parameters.h"

#include <vector>

namespace dequantizer
{

/// Brings the output to the loudness of the input, so that the ear compares the sound and not the level. Loudness is
/// the energy of all channels, the last three seconds weighing most; the gain stays within 12 dB and moves without a
/// click. What it does depends on the samples alone, not on how they are divided into calls.
class LevelMatch
{
public:
    /// `sampleRate` in Hz; no call has more than `mostSamples`. Allocates, and forgets all sound.
    void prepare(double sampleRate, int mostSamples);

    /// As if newly prepared, with the gain at 1.
    void reset() noexcept;

    /// Audio thread: chooses the gains of the next `samples` >= 0 samples, for an output of
    ///
    ///     mix.dry input + mix.wet restored
    ///
    /// in each channel, both at the same latency. With `isWanted` false the gain goes back to 1, but the loudness is
    /// kept track of: what is heard in the meantime, the input or the noise, is of no account to it.
    void listen(const std::vector<std::vector<float>>& input, const std::vector<std::vector<float>>& restored,
                OutputMix mix, int samples, bool isWanted) noexcept;

    /// Audio thread: applies them to `samples` of each of the channels from `offset`.
    void apply(float* const* output, int channels, int offset, int samples) const noexcept;

private:
    [[nodiscard]] float gainWanted(bool isWanted) const noexcept;

    double share = 0.0; // of the newest sample in the energy
    double inputEnergy = 0.0, outputEnergy = 0.0;
    int untilUpdate = 0;
    GainRamp gain;
    std::vector<float> gains; // of the samples that were listened to last
};

} // namespace dequantizer
