#include "Plugin/Engine/Restorer.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dequantizer
{

namespace
{
// Blocks of any length are processed in chunks of at most this many samples.
constexpr int chunkLength = AnyRateEngine::chunkLength;

// Long enough to avoid clicks, short enough for buttons to respond at once.
constexpr double rampSeconds = 0.015;

// The frame length of the speech models.
constexpr double fadeSeconds = 0.020;

// The cell width of 24-bit audio: the samples count as exact.
constexpr double exactDelta = 1.2e-7;

// The same mix with the input in place of the restored signal; "removed noise only" is then silent.
OutputMix withoutRestoring(const OutputMix& mix) noexcept
{
    return {mix.dry + mix.wet, 0.0f};
}

bool isReliable(const SoundGrid& grid) noexcept
{
    return grid.state == GridState::found && grid.grid.confidence >= reliableConfidence;
}
} // namespace

void Restorer::prepare(std::unique_ptr<PreparedEngines> prepared, double sampleRate, const Settings& settings)
{
    const auto channels = static_cast<std::size_t>(prepared->channels());
    detector.emplace(prepared->channels(), sampleRate);
    levelMatch.prepare(sampleRate, chunkLength);
    signalMonitor.prepare(sampleRate);
    tap.prepare(prepared->channels(), sampleRate);

    dryGains.assign(chunkLength, 0.0f);
    wetGains.assign(chunkLength, 0.0f);
    quantised.assign(channels, wetGains);
    inputs.assign(channels, nullptr);
    present.prepare(channels, chunkLength);
    past.prepare(channels, chunkLength);

    // Nothing is playing, so the previous engines are obsolete. Publishing frees the slot's place for retired ones.
    previous = nullptr;
    slot.freeRetired();
    slot.releaseOutgoing();
    slot.publish(std::move(prepared));
    engines = slot.current();
    slot.releaseOutgoing();
    current = nullptr; // chosen by the first block's quantiser
    const int rampSamples = static_cast<int>(std::lround(rampSeconds * sampleRate));
    for (auto* ramp : {&dry, &wet})
        ramp->setDuration(rampSamples);
    for (auto* shaper : {&presentShaper, &pastShaper})
        shaper->prepare(channels, sampleRate, rampSamples);
    fade.setDuration(static_cast<int>(std::lround(fadeSeconds * sampleRate)));
    resetRequested = false;
    clearHistory(settings);
}

void Restorer::clearHistory(const Settings& settings) noexcept
{
    endTransition();
    if (current != nullptr)
        current->reset();
    detector->reset();
    presentShaper.reset(settings.shares);
    levelMatch.reset();
    lastReliable.reset();
    const bool waits = settings.followGrid && !isReliable(detectedOrExpectedGrid());
    const auto mix = waits ? withoutRestoring(settings.mix) : settings.mix;
    dry.jumpTo(mix.dry);
    wet.jumpTo(mix.wet);
    silentSoFar = true;
}

void Restorer::endTransition() noexcept
{
    previous = nullptr;
    samplesUntilPrimed = 0;
    fade.jumpTo(1.0f);
}

SoundGrid Restorer::detectedOrExpectedGrid() const noexcept
{
    const auto grid = detector->found();
    if (grid.state != GridState::unknown)
        return grid;
    const auto hint = expected.latest();
    return {hint.state, {.delta = hint.delta, .offset = hint.offset, .confidence = hint.confidence}};
}

void Restorer::updateEngine(const Settings& settings) noexcept
{
    const auto grid = detectedOrExpectedGrid();
    if (isReliable(grid))
        lastReliable = grid.grid.quantiser();
    detected.publish(grid);

    chooseEngine(settings.followGrid ? lastReliable.value_or(settings.quantiser) : settings.quantiser, grid.state,
                 settings);
    current->setIterations(settings.iterations);
    isWaiting = settings.followGrid && !isReliable(grid);
    // As long as the grid is unknown the samples count as exact, so nothing audible happens when it is found.
    if (isWaiting)
        current->setQuantiser(Quantiser::midRise(exactDelta));
    const auto mix = isWaiting ? withoutRestoring(settings.mix) : settings.mix;
    dry.moveTo(mix.dry);
    wet.moveTo(mix.wet);
}

void Restorer::chooseEngine(const Quantiser& quantiser, GridState grid, const Settings& settings) noexcept
{
    if (previous == nullptr)
    {
        slot.releaseOutgoing();
        engines = slot.current();
    }
    auto& next = engines->configureFor(quantiser, grid, settings.quantisedAt, settings.strength);
    if (&next == current || previous != nullptr)
        return;

    next.reset();
    // At the very start there is no history that the engine could have missed.
    if (!silentSoFar)
    {
        previous = current;
        std::swap(presentShaper, pastShaper);
        presentShaper.reset(settings.shares);
        samplesUntilPrimed = next.latency();
        fade.jumpTo(0.0f);
    }
    current = &next;
}

void Restorer::process(float* const* channels, int channelCount, int samples, const Settings& settings) noexcept
{
    if (engines == nullptr || channelCount != engines->channels())
        return;
    if (resetRequested.exchange(false, std::memory_order_acq_rel))
        clearHistory(settings);
    updateEngine(settings);
    silentSoFar = silentSoFar && samples == 0;

    for (int offset = 0; offset < samples;)
    {
        // A detected grid takes effect at the sample that completes it, whatever the block length.
        const int count = std::min({chunkLength, samples - offset, detector->samplesUntilAnswer()});
        offset += processChunk(channels, offset, count, settings);
        if (offset < samples)
            updateEngine(settings);
    }
}

const float* const* Restorer::engineInput(const float* const* channels, int offset, int samples,
                                          const Settings& settings) noexcept
{
    for (std::size_t channel = 0; channel < inputs.size(); ++channel)
    {
        inputs[channel] = channels[channel] + offset;
        if (!settings.quantisesInput)
            continue;
        std::transform(inputs[channel], inputs[channel] + samples, quantised[channel].begin(),
                       [&](float sample) { return settings.quantiser.quantise(sample); });
        inputs[channel] = quantised[channel].data();
    }
    return inputs.data();
}

int Restorer::processChunk(float* const* channels, int offset, int samples, const Settings& settings) noexcept
{
    if (samplesUntilPrimed > 0)
        samples = std::min(samples, samplesUntilPrimed);

    const auto* const input = engineInput(channels, offset, samples, settings);
    detector->process(input, samples);
    tap.write(input, samples);
    current->process(input, present.output(), samples);
    presentShaper.process(present, samples, settings.shares);
    if (previous != nullptr)
    {
        previous->process(input, past.output(), samples);
        pastShaper.process(past, samples, settings.shares);
    }

    const auto& heard = previous != nullptr ? past : present;
    const auto channelCount = static_cast<int>(inputs.size());
    signalMonitor.addRestored(heard.output(), channelCount, samples);
    levelMatch.update(heard.delayed, heard.restored,
                      isWaiting ? withoutRestoring(settings.compared) : settings.compared, samples,
                      settings.matchesLevel);
    mix(channels, offset, samples);
    if (previous != nullptr)
        crossfade(channels, offset, samples);
    levelMatch.apply(channels, channelCount, offset, samples);
    signalMonitor.addOutput(channels, channelCount, offset, samples);
    return samples;
}

void Restorer::mix(float* const* channels, int offset, int samples) noexcept
{
    for (int i = 0; i < samples; ++i)
    {
        dryGains[static_cast<std::size_t>(i)] = dry.next();
        wetGains[static_cast<std::size_t>(i)] = wet.next();
    }

    const auto mixed = [this](const Rendering& rendering, std::size_t channel, std::size_t i)
    { return dryGains[i] * rendering.delayed[channel][i] + wetGains[i] * rendering.restored[channel][i]; };
    for (std::size_t channel = 0; channel < inputs.size(); ++channel)
        for (std::size_t i = 0; i < static_cast<std::size_t>(samples); ++i)
        {
            channels[channel][static_cast<std::size_t>(offset) + i] = mixed(present, channel, i);
            if (previous != nullptr)
                past.restored[channel][i] = mixed(past, channel, i);
        }
}

void Restorer::crossfade(float* const* channels, int offset, int samples) noexcept
{
    for (int i = 0; i < samples; ++i)
        wetGains[static_cast<std::size_t>(i)] = fade.next();
    for (std::size_t channel = 0; channel < inputs.size(); ++channel)
        for (std::size_t i = 0; i < static_cast<std::size_t>(samples); ++i)
        {
            float& sample = channels[channel][static_cast<std::size_t>(offset) + i];
            sample = std::lerp(past.restored[channel][i], sample, wetGains[i]); // exact where both are equal
        }

    if (samplesUntilPrimed > 0)
    {
        samplesUntilPrimed -= samples;
        if (samplesUntilPrimed == 0)
            fade.moveTo(1.0f);
    }
    else if (fade.isSettled())
    {
        endTransition();
    }
}

} // namespace dequantizer
