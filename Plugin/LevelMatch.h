#pragma once

#include "Plugin/GainRamp.h"

#include <vector>

namespace dequantizer
{

/// Brings the output to the loudness of the input, so that the ear compares the sound and not the level. Loudness is
/// the energy of all channels, the last three seconds weighing most; the gain stays within 12 dB and moves without a
/// click. What it does depends on the samples alone, not on how they are divided into calls.
class LevelMatch
{
public:
    /// `sampleRate` in Hz. Forgets all sound.
    void prepare(double sampleRate);

    /// As if newly prepared, with the gain at 1.
    void reset() noexcept;

    /// Audio thread: changes `samples` >= 0 samples of each channel of `output` at `offset`; `input` are the input's,
    /// at the same latency, from 0. With `isWanted` false the gain goes back to 1, but the loudness is kept track of.
    void process(float* const* output, int offset, const std::vector<std::vector<float>>& input, int samples,
                 bool isWanted) noexcept;

private:
    [[nodiscard]] float gainWanted(bool isWanted) const noexcept;

    double share = 0.0; // of the newest sample in the energy
    double inputEnergy = 0.0, outputEnergy = 0.0;
    int untilUpdate = 0;
    GainRamp gain;
};

} // namespace dequantizer
