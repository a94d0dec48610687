#pragma once

#include <vector>

namespace dequantizer
{

/// The recent past of some channels, to be read at any delay up to a fixed longest one.
class DelayLine
{
public:
    /// Allocates; forgets all sound.
    void prepare(int channels, int longestDelay);

    /// Silence, as if newly prepared.
    void reset() noexcept;

    /// Takes in `samples` >= 0 samples a channel and gives as many that came `delay` samples earlier, 0 <= delay <=
    /// longest. Every channel is to be exchanged with the same count before advance() is called with it.
    void exchange(int channel, const float* input, float* delayed, int samples, int delay) noexcept;

    /// Moves on, once all channels were exchanged.
    void advance(int samples) noexcept;

private:
    int length = 1;
    int position = 0; // of the next sample to arrive
    std::vector<std::vector<float>> rings;
};

} // namespace dequantizer
