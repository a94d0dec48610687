#include "Plugin/Metering/Monitor.h"

#include <cmath>

namespace dequantizer
{

void Monitor::prepare(double sampleRate)
{
    rate = sampleRate;
    samplesPerWatch = static_cast<int>(std::lround(sampleRate));
    for (auto* meter : {&input, &output, &removed})
        meter->prepare(sampleRate);
}

void Monitor::addRestored(const Rendering& rendering, int samples) noexcept
{
    if (samples == 0 || samplesWatched.load(std::memory_order_relaxed) <= 0)
        return;
    const auto& delayed = rendering.delayed;
    const auto& restored = rendering.restored;
    feed.write(delayed.front().data(), restored.front().data(), rendering.lower.front().data(),
               rendering.upper.front().data(), samples);
    input.begin(samples);
    removed.begin(samples);
    for (std::size_t channel = 0; channel < delayed.size(); ++channel)
        for (std::size_t i = 0; i < static_cast<std::size_t>(samples); ++i)
        {
            input.add(delayed[channel][i]);
            removed.add(restored[channel][i] - delayed[channel][i]);
        }
    input.end(static_cast<int>(delayed.size()));
    removed.end(static_cast<int>(delayed.size()));
}

void Monitor::addOutput(const float* const* channels, int channelCount, int offset, int samples) noexcept
{
    const int left = samplesWatched.load(std::memory_order_relaxed);
    if (samples == 0 || left <= 0)
        return;
    output.begin(samples);
    for (int channel = 0; channel < channelCount; ++channel)
        for (int i = offset; i < offset + samples; ++i)
            output.add(channels[channel][i]);
    output.end(channelCount);
    // May overwrite a concurrent watch(), which is repeated soon.
    samplesWatched.store(left - samples, std::memory_order_relaxed);
}

} // namespace dequantizer
