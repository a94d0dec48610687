#pragma once

#include <vector>

namespace dequantizer
{

/// The recent past of some channels, to be read at any delay up to a fixed longest one.
class DelayLine
{
public:
    /// Allocates for blocks of `longestBlock` >= 1 samples at most; forgets all sound.
    void prepare(int channels, int longestDelay, int longestBlock);

    /// Silence, as if newly prepared.
    void reset() noexcept;

    /// Takes in `samples` >= 0 samples of a channel. Every channel is to be given the same count, and may be read,
    /// before advance() is called with it.
    void write(int channel, const float* input, int samples) noexcept;

    /// As many samples as were just written, as they came `delay` samples earlier, 0 <= delay <= longest.
    void read(int channel, float* delayed, int samples, int delay) const noexcept;

    /// Moves on, once all channels were written.
    void advance(int samples) noexcept;

private:
    int length = 1;
    int position = 0; // of the next sample to arrive
    std::vector<std::vector<float>> rings;
};

} // namespace dequantizer
