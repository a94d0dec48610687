#include "Plugin/Engine/Restorer.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
// A block of any length goes through in pieces of this many samples at most.
constexpr int chunkLength = AnyRateEngine::chunkLength;

// Long enough for no click, short enough for a button to feel immediate.
constexpr double rampSeconds = 0.015;

// A frame's length.
constexpr double fadeSeconds = 0.020;

// With cells as narrow as 24 bit sound's.
constexpr double deltaOfExactSound = 1.2e-7;

// The input in the place of the restored sound. Of what restoring removes there is then nothing.
OutputMix withoutRestoring(const OutputMix& mix) noexcept
{
    return {mix.dry + mix.wet, 0.0f};
}

bool isReliable(const SoundGrid& sound) noexcept
{
    return sound.state == GridState::found && sound.grid.confidence >= reliableConfidence;
}
} // namespace

void Restorer::prepare(std::unique_ptr<PreparedEngines> prepared, double sampleRate, const Settings& settings)
{
    const auto channels = static_cast<std::size_t>(prepared->channels());
    detector.emplace(prepared->channels(), sampleRate);
    levelMatch.prepare(sampleRate, chunkLength);
    watched.prepare(sampleRate);

    dryGains.assign(chunkLength, 0.0f);
    wetGains.assign(chunkLength, 0.0f);
    quantised.assign(channels, wetGains);
    inputs.assign(channels, nullptr);
    present.prepare(channels, chunkLength);
    past.prepare(channels, chunkLength);

    // Nothing is playing: the engines before are of no use any more. Publishing makes room for them to be put aside.
    previous = nullptr;
    slot.freeRetired();
    slot.releaseOutgoing();
    slot.publish(std::move(prepared));
    engines = slot.current();
    slot.releaseOutgoing();
    current = nullptr; // the first block's quantiser chooses
    for (auto* ramp : {&dry, &wet})
        ramp->setDuration(static_cast<int>(std::lround(rampSeconds * sampleRate)));
    fade.setDuration(static_cast<int>(std::lround(fadeSeconds * sampleRate)));
    resetWanted = false;
    forgetSound(settings);
}

void Restorer::forgetSound(const Settings& settings) noexcept
{
    endTransition();
    if (current != nullptr)
        current->reset();
    detector->reset();
    levelMatch.reset();
    lastReliable.reset();
    const bool waits = settings.followGrid && !isReliable(heardOrExpected());
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

SoundGrid Restorer::heardOrExpected() const noexcept
{
    const auto heard = detector->found();
    if (heard.state != GridState::unknown)
        return heard;
    const auto hint = expected.newest();
    return {hint.state, {.delta = hint.delta, .offset = hint.offset, .confidence = hint.confidence}};
}

void Restorer::follow(const Settings& settings) noexcept
{
    const auto heard = heardOrExpected();
    if (isReliable(heard))
        lastReliable = heard.grid.quantiser();
    const auto unlessGridAtModelRate = heard.state == GridState::none ? QuantisedAt::modelRate : QuantisedAt::ownRate;
    const auto at = settings.rateChoice == RateChoice::automatic ? unlessGridAtModelRate
                    : settings.rateChoice == RateChoice::model   ? QuantisedAt::modelRate
                                                                 : QuantisedAt::ownRate;
    found.publish(heard, at);

    chooseEngine(settings.followGrid ? lastReliable.value_or(settings.quantiser) : settings.quantiser,
                 settings.strength, at);
    current->setIterations(settings.iterations);
    isWaiting = settings.followGrid && !isReliable(heard);
    // Sound of an unknown grid is taken as known exactly: then there is nothing to hear of it when the grid is found.
    if (isWaiting)
        current->setQuantiser(Quantiser::midRise(deltaOfExactSound));
    const auto mix = isWaiting ? withoutRestoring(settings.mix) : settings.mix;
    dry.moveTo(mix.dry);
    wet.moveTo(mix.wet);
}

void Restorer::chooseEngine(const Quantiser& quantiser, double strength, QuantisedAt at) noexcept
{
    if (previous == nullptr)
    {
        slot.releaseOutgoing();
        engines = slot.current();
    }
    auto& wanted = engines->forSound(quantiser, strength, at);
    if (&wanted == current || previous != nullptr)
        return;

    wanted.reset();
    // At the very beginning there is nothing that the engine could have missed.
    if (!silentSoFar)
    {
        previous = current;
        samplesUntilPrimed = wanted.latency();
        fade.jumpTo(0.0f);
    }
    current = &wanted;
}

void Restorer::process(float* const* channels, int channelCount, int samples, const Settings& settings) noexcept
{
    if (engines == nullptr || channelCount != engines->channels())
        return;
    if (resetWanted.exchange(false, std::memory_order_acq_rel))
        forgetSound(settings);
    follow(settings);
    silentSoFar = silentSoFar && samples == 0;

    for (int offset = 0; offset < samples;)
    {
        // What is found takes effect at the sample where it is found, however long the blocks are.
        const int count = std::min({chunkLength, samples - offset, detector->samplesUntilAnswer()});
        offset += processChunk(channels, offset, count, settings);
        if (offset < samples)
            follow(settings);
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
    current->process(input, present.output(), samples);
    if (previous != nullptr)
        previous->process(input, past.output(), samples);

    const auto& heard = previous != nullptr ? past : present;
    watched.takeRestoring(heard, samples);
    levelMatch.listen(heard.delayed, heard.restored,
                      isWaiting ? withoutRestoring(settings.compared) : settings.compared, samples,
                      settings.matchesLevel);
    mix(channels, offset, samples);
    if (previous != nullptr)
        crossfade(channels, offset, samples);
    const auto channelCount = static_cast<int>(inputs.size());
    levelMatch.apply(channels, channelCount, offset, samples);
    watched.takeOutput(channels, channelCount, offset, samples);
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
            sample = std::lerp(past.restored[channel][i], sample, wetGains[i]); // exact where both are the same
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
