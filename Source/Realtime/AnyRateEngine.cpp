#include "Realtime/AnyRateEngine.h"

#include "Realtime/FiniteSample.h"
#include "Realtime/FlushDenormals.h"

#include <algorithm>
#include <cstdint>
#include <functional>

namespace dequantizer
{

namespace
{
// A block of any length goes through in pieces of this many samples at most.
constexpr int chunkLength = 512;

// Down to the model's rate: half at the end of its band. What folds back lands in the band's last tenth; a filter that
// is down before would take from the model what quantising put there, and move the samples off their grid.
constexpr LowPass towardsModel{1.0, 24.0, 7.0};

// Back from it: 70 dB down before the band ends, so that nothing is added beyond.
constexpr LowPass fromModelBack{0.95, 48.0, 7.0};

RateRatio inverse(RateRatio ratio) noexcept
{
    return {ratio.second, ratio.first};
}

// Model sample j stands at the time of sound sample j P / Q, and is computed when `reach` more have come; the engine
// gives it back L samples later; and sound sample i needs those up to floor(i Q / P) + `reach back`. Since
// floor(i Q / P) P / Q <= i, it is enough to wait for
int latencyOf(RateRatio ratio, int engineLatency) noexcept
{
    const int reach = PolyphaseResampler::reach(ratio, towardsModel);
    const int reachBack = PolyphaseResampler::reach(inverse(ratio), fromModelBack);
    const auto modelSamples = static_cast<std::int64_t>(reachBack) + engineLatency;
    return reach + static_cast<int>(modelSamples * ratio.first / ratio.second);
}

// At the model's rate, while `samples` samples pass at the sound's.
int mostModelSamples(RateRatio ratio, int samples) noexcept
{
    return static_cast<int>((static_cast<std::int64_t>(samples) * ratio.second) / ratio.first) + 1;
}
} // namespace

AnyRateEngine::Buffer::Buffer(int channelCount, int samples)
    : channels(static_cast<std::size_t>(channelCount), std::vector<float>(static_cast<std::size_t>(samples)))
{
    for (auto& channel : channels)
        pointers.push_back(channel.data());
}

AnyRateEngine::Conversion::Conversion(RateRatio ratio, const StreamingEngine& engine, int latency)
    : toModel(ratio, towardsModel,
              {.channels = engine.channels(), .firstInput = 0, .firstOutput = 0, .longestStore = chunkLength}),
      // What comes out first belongs to the silence before the stream.
      fromModel(inverse(ratio), fromModelBack,
                {.channels = engine.channels(),
                 .firstInput = -engine.latency(),
                 .firstOutput = -latency,
                 .longestStore = mostModelSamples(ratio, chunkLength)}),
      arriving(engine.channels(), chunkLength), leaving(engine.channels(), chunkLength),
      correction(engine.channels(), chunkLength), atModel(engine.channels(), mostModelSamples(ratio, chunkLength)),
      restoredAtModel(engine.channels(), mostModelSamples(ratio, chunkLength)),
      delayedAtModel(engine.channels(), mostModelSamples(ratio, chunkLength))
{
}

int AnyRateEngine::latencyNeeded(const Model& model, double sampleRate, int hop) noexcept
{
    const auto ratio = rateRatio(sampleRate, model.sampleRate);
    const int atModel = model.frameLength() + hop;
    return ratio.isOne() ? atModel : latencyOf(ratio, atModel);
}

AnyRateEngine::AnyRateEngine(const Model& model, double sampleRate, int channels, int hop, int leastLatency,
                             Arithmetic arithmetic)
    : engine(model, channels, hop, arithmetic),
      totalLatency(std::max(leastLatency, latencyNeeded(model, sampleRate, hop))),
      inputDelay(channels, rateRatio(sampleRate, model.sampleRate).isOne() ? 0 : totalLatency),
      restoredDelay(channels, rateRatio(sampleRate, model.sampleRate).isOne() ? totalLatency - engine.latency() : 0),
      dryDelay(restoredDelay)
{
    if (const auto ratio = rateRatio(sampleRate, model.sampleRate); !ratio.isOne())
        conversion.emplace(ratio, engine, totalLatency);
}

void AnyRateEngine::reset() noexcept
{
    engine.reset();
    for (auto* delay : {&inputDelay, &restoredDelay, &dryDelay})
        delay->reset();
    if (conversion)
    {
        conversion->toModel.reset();
        conversion->fromModel.reset();
    }
}

void AnyRateEngine::process(const float* const* input, float* const* restored, float* const* delayed,
                            int samples) noexcept
{
    const FlushDenormals flushDenormals;
    if (!conversion)
    {
        engine.process(input, restored, delayed, samples);
        if (totalLatency == engine.latency())
            return;
        restoredDelay.process(restored, restored, samples);
        if (delayed != nullptr)
            dryDelay.process(delayed, delayed, samples);
        return;
    }
    for (int offset = 0; offset < samples; offset += chunkLength)
        convert(input, restored, delayed, offset, std::min(chunkLength, samples - offset));
}

void AnyRateEngine::convert(const float* const* input, float* const* restored, float* const* delayed, int offset,
                            int samples) noexcept
{
    auto& [toModel, fromModel, arriving, leaving, correction, atModel, restoredAtModel, delayedAtModel] = *conversion;
    const auto channelCount = static_cast<std::size_t>(channels());
    for (std::size_t channel = 0; channel < channelCount; ++channel)
        std::transform(input[channel] + offset, input[channel] + offset + samples, arriving.channels[channel].begin(),
                       finiteOrSilent);
    inputDelay.process(arriving.pointers.data(), leaving.pointers.data(), samples);

    toModel.push(arriving.pointers.data(), samples);
    const int modelSamples = toModel.available();
    toModel.pull(atModel.pointers.data(), modelSamples);
    engine.process(atModel.pointers.data(), restoredAtModel.pointers.data(), delayedAtModel.pointers.data(),
                   modelSamples);
    for (std::size_t channel = 0; channel < channelCount; ++channel)
        std::transform(
            restoredAtModel.channels[channel].begin(), restoredAtModel.channels[channel].begin() + modelSamples,
            delayedAtModel.channels[channel].begin(), restoredAtModel.channels[channel].begin(), std::minus<>());
    fromModel.push(restoredAtModel.pointers.data(), modelSamples);
    fromModel.pull(correction.pointers.data(), samples);

    for (std::size_t channel = 0; channel < channelCount; ++channel)
        for (std::size_t i = 0; i < static_cast<std::size_t>(samples); ++i)
        {
            const float dry = leaving.channels[channel][i];
            restored[channel][static_cast<std::size_t>(offset) + i] = dry + correction.channels[channel][i];
            if (delayed != nullptr)
                delayed[channel][static_cast<std::size_t>(offset) + i] = dry;
        }
}

} // namespace dequantizer
