#include "Plugin/Metering/InputTap.h"

#include <algorithm>

namespace dequantizer
{

void InputTap::prepare(int channels, double sampleRate)
{
    const std::scoped_lock lock(mutex);
    rate = sampleRate;
    rings.assign(static_cast<std::size_t>(channels), std::vector<float>(capacity));
    taken.store(written.load());
}

void InputTap::write(const float* const* channels, int samples) noexcept
{
    if (!isListening.load(std::memory_order_acquire))
        return;
    const auto start = written.load(std::memory_order_relaxed);
    const auto space = capacity - static_cast<std::size_t>(start - taken.load(std::memory_order_acquire));
    const auto count = std::min(static_cast<std::size_t>(samples), space);
    for (std::size_t channel = 0; channel < rings.size(); ++channel)
        for (std::size_t i = 0; i < count; ++i)
            rings[channel][(start + i) % capacity] = channels[channel][i];
    written.store(start + count, std::memory_order_release);
}

void InputTap::listen(bool shouldListen)
{
    const std::scoped_lock lock(mutex);
    taken.store(written.load(std::memory_order_acquire), std::memory_order_release);
    isListening.store(shouldListen, std::memory_order_release);
}

double InputTap::read(std::vector<std::vector<float>>& channels)
{
    const std::scoped_lock lock(mutex);
    const auto start = taken.load(std::memory_order_relaxed);
    const auto end = written.load(std::memory_order_acquire);
    channels.resize(rings.size());
    for (std::size_t channel = 0; channel < rings.size(); ++channel)
    {
        channels[channel].clear();
        for (auto i = start; i < end; ++i)
            channels[channel].push_back(rings[channel][i % capacity]);
    }
    taken.store(end, std::memory_order_release);
    return rate;
}

} // namespace dequantizer
