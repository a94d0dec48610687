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

void Monitor::addRestored(const EngineOutput& engine, int channels, int samples) noexcept
{
    if (samples == 0 || samplesWatched.load(std::memory_order_relaxed) <= 0)
        return;
    feed.write(engine.delayed[0], engine.restored[0], engine.lower[0], engine.upper[0], samples);
    input.begin(samples);
    removed.begin(samples);
    for (int channel = 0; channel < channels; ++channel)
        for (int i = 0; i < samples; ++i)
        {
            const float delayed = engine.delayed[channel][i];
            input.add(delayed);
            removed.add(engine.restored[channel][i] - delayed);
        }
    input.end(channels);
    removed.end(channels);
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
