#include "Plugin/DelayLine.h"

#include <algorithm>

namespace dequantizer
{

void DelayLine::prepare(int channels, int longestDelay)
{
    length = longestDelay + 1;
    rings.assign(static_cast<std::size_t>(channels), std::vector<float>(static_cast<std::size_t>(length)));
    position = 0;
}

void DelayLine::reset() noexcept
{
    for (auto& ring : rings)
        std::fill(ring.begin(), ring.end(), 0.0f);
}

void DelayLine::exchange(int channel, const float* input, float* delayed, int samples, int delay) noexcept
{
    auto& ring = rings[static_cast<std::size_t>(channel)];
    int write = position;
    int read = position >= delay ? position - delay : position - delay + length;
    for (int i = 0; i < samples; ++i)
    {
        ring[static_cast<std::size_t>(write)] = input[i];
        delayed[i] = ring[static_cast<std::size_t>(read)];
        write = write + 1 == length ? 0 : write + 1;
        read = read + 1 == length ? 0 : read + 1;
    }
}

void DelayLine::advance(int samples) noexcept
{
    position = (position + samples) % length;
}

} // namespace dequantizer
