#pragma once

#include <string>
#include <vector>

namespace dequantizer
{

/// A sound that a test computes, with samples in [-1, 1].
struct MadeUpSound
{
    std::string name;
    std::vector<float> samples;
};

/// Sounds that a restoration could take for quantisation noise, or quantisation noise for: noise, an impulse, square
/// waves, near-silence on one level and between two, a DC offset, chirps, plucked strings, decaying drums and bursts.
/// Each is 0.6 s long at `sampleRate` (Hz), and the same on every machine up to rounding. The peak is 1, except for the
/// sounds near silence, whose level is given in quantisation steps of `delta`.
[[nodiscard]] std::vector<MadeUpSound> madeUpSounds(double sampleRate, double delta);

} // namespace dequantizer
