#include "Plugin/Engine/DelayLine.h"

#include <algorithm>

namespace dequantizer
{

void DelayLine::prepare(int channels, int maxDelay, int maxBlock)
{
    length = maxDelay + maxBlock;
    rings.assign(static_cast<std::size_t>(channels), std::vector<float>(static_cast<std::size_t>(length)));
    position = 0;
}

void DelayLine::reset() noexcept
{
    for (auto& ring : rings)
        std::fill(ring.begin(), ring.end(), 0.0f);
}

void DelayLine::write(int channel, const float* input, int samples) noexcept
{
    auto& ring = rings[static_cast<std::size_t>(channel)];
    const int beforeEnd = std::min(samples, length - position);
    std::copy_n(input, beforeEnd, ring.begin() + position);
    std::copy_n(input + beforeEnd, samples - beforeEnd, ring.begin());
}

void DelayLine::read(int channel, float* delayed, int samples, int delay) const noexcept
{
    const auto& ring = rings[static_cast<std::size_t>(channel)];
    const int from = position >= delay ? position - delay : position - delay + length;
    const int beforeEnd = std::min(samples, length - from);
    std::copy_n(ring.begin() + from, beforeEnd, delayed);
    std::copy_n(ring.begin(), samples - beforeEnd, delayed + beforeEnd);
}

void DelayLine::advance(int samples) noexcept
{
    position = (position + samples) % length;
}

} // namespace dequantizer
