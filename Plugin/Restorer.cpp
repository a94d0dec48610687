#include "Plugin/Restorer.h"

#include "Model/Model.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
// A block of any length goes through in pieces of this many samples at most.
constexpr int chunkLength = 1024;

// Long enough for no click, short enough for a button to feel immediate.
constexpr double rampSeconds = 0.015;

// The engine takes such samples as silence; so must the delayed input. False for NaN as well.
constexpr float largestSample = 1e9f;

float finiteOrSilent(float sample) noexcept
{
    return std::abs(sample) <= largestSample ? sample : 0.0f;
}
} // namespace

void Restorer::prepare(std::unique_ptr<PreparedEngines> prepared, double sampleRate, float wetness)
{
    const auto channels = static_cast<std::size_t>(prepared->channels());
    // Any model that may be loaded while this runs fits as well.
    delayLine.prepare(prepared->channels(), std::max(prepared->latency(), 2 * ModelLimits::maxFrameLength));

    const std::vector<float> chunk(chunkLength);
    for (auto* scratch : {&finite, &restored, &delayed})
        scratch->assign(channels, chunk);
    gains = chunk;
    finitePointers.clear();
    restoredPointers.clear();
    for (std::size_t channel = 0; channel < channels; ++channel)
    {
        finitePointers.push_back(finite[channel].data());
        restoredPointers.push_back(restored[channel].data());
    }

    // Publishing makes room for the one that current() puts aside.
    slot.publish(std::move(prepared));
    engines = slot.current();
    current = nullptr; // the first block's step chooses
    gain.setDuration(static_cast<int>(std::lround(rampSeconds * sampleRate)));
    resetWanted = false;
    forgetSound(wetness);
}

void Restorer::forgetSound(float wetness) noexcept
{
    if (current != nullptr)
        current->reset();
    delayLine.reset();
    gain.jumpTo(wetness);
    samplesUntilPrimed = 0;
    silentSoFar = true;
}

void Restorer::takeOver(StreamingEngine& engine) noexcept
{
    current = &engine;
    current->reset();
    // At the very beginning there is nothing that the engine could have missed.
    if (silentSoFar)
        return;
    gain.jumpTo(0.0f);
    samplesUntilPrimed = current->latency();
}

void Restorer::process(float* const* channels, int channelCount, int samples, const Settings& settings) noexcept
{
    if (engines == nullptr || channelCount != engines->channels())
        return;
    // current() deletes nothing, but what it replaces may be freed from now on.
    if (auto* const newest = slot.current(); newest != engines)
    {
        engines = newest;
        current = nullptr;
    }
    if (resetWanted.exchange(false, std::memory_order_acq_rel))
        forgetSound(settings.wetness);
    if (auto& wanted = engines->forStep(settings.step); &wanted != current)
        takeOver(wanted);
    current->setIterations(settings.iterations);
    silentSoFar = silentSoFar && samples == 0;

    for (int offset = 0; offset < samples;)
    {
        int count = std::min(chunkLength, samples - offset);
        if (samplesUntilPrimed > 0)
        {
            count = std::min(count, samplesUntilPrimed);
            samplesUntilPrimed -= count;
        }
        else
        {
            gain.moveTo(settings.wetness);
        }
        processChunk(channels, offset, count);
        offset += count;
    }
}

void Restorer::processChunk(float* const* channels, int offset, int samples) noexcept
{
    for (std::size_t channel = 0; channel < finite.size(); ++channel)
    {
        const float* const input = channels[channel] + offset;
        std::transform(input, input + samples, finite[channel].begin(), finiteOrSilent);
        delayLine.exchange(static_cast<int>(channel), finite[channel].data(), delayed[channel].data(), samples,
                           current->latency());
    }
    delayLine.advance(samples);
    current->process(finitePointers.data(), restoredPointers.data(), nullptr, samples);
    mix(channels, offset, samples);
}

void Restorer::mix(float* const* channels, int offset, int samples) noexcept
{
    for (int i = 0; i < samples; ++i)
        gains[static_cast<std::size_t>(i)] = gain.next();

    for (std::size_t channel = 0; channel < finite.size(); ++channel)
    {
        float* const output = channels[channel] + offset;
        for (std::size_t i = 0; i < static_cast<std::size_t>(samples); ++i)
            output[i] = (1.0f - gains[i]) * delayed[channel][i] + gains[i] * restored[channel][i];
    }
}

} // namespace dequantizer
