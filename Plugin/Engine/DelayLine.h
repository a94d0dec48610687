#pragma once

#include <vector>

namespace dequantizer
{

/// A multichannel delay line that can be read at any delay up to a fixed maximum.
class DelayLine
{
public:
    /// Allocates for blocks of at most `maxBlock` >= 1 samples and clears the history.
    void prepare(int channels, int maxDelay, int maxBlock);

    /// Clears the history.
    void reset() noexcept;

    /// Writes `samples` >= 0 samples of one channel. Write the same number to every channel, read as needed, then call
    /// advance().
    void write(int channel, const float* input, int samples) noexcept;

    /// Reads the `samples` samples just written, delayed by `delay` samples, 0 <= delay <= maxDelay.
    void read(int channel, float* delayed, int samples, int delay) const noexcept;

    /// Ends the block after all channels were written.
    void advance(int samples) noexcept;

private:
    int length = 1;
    int position = 0; // of the next sample to be written
    std::vector<std::vector<float>> rings;
};

} // namespace dequantizer
