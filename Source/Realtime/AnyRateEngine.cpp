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
// The filter to the model's rate is at -6 dB at the end of its band. Aliasing lands in the last tenth of the band. A
// filter that fell off earlier would remove quantisation noise that the model needs, and move the samples off their
// grid.
constexpr LowPass towardsModel{1.0, 24.0, 7.0};

// The filter back reaches -70 dB before the band ends, so it adds nothing above the band.
constexpr LowPass fromModelBack{0.95, 48.0, 7.0};

RateRatio inverse(RateRatio ratio) noexcept
{
    return {ratio.second, ratio.first};
}

// Model sample j lies at the time of input sample j P / Q and is computed once `reach` more input samples have arrived.
// The engine returns it L model samples later. Input sample i needs the model samples up to floor(i Q / P) + `reach
// back`. Since floor(i Q / P) P / Q <= i, this latency is sufficient.
int latencyOf(RateRatio ratio, int engineLatency) noexcept
{
    const int reach = PolyphaseResampler::reach(ratio, towardsModel);
    const int reachBack = PolyphaseResampler::reach(inverse(ratio), fromModelBack);
    const auto modelSamples = static_cast<std::int64_t>(reachBack) + engineLatency;
    return reach + static_cast<int>(modelSamples * ratio.first / ratio.second);
}

// The largest number of samples at the model's rate during `samples` samples at the input's rate.
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

AnyRateEngine::Conversion::Conversion(RateRatio ratio, const StreamingEngine& engine, int latency,
                                      const Quantiser& engineQuantiser)
    : toModel(ratio, towardsModel,
              {.channels = engine.channels(), .firstInput = 0, .firstOutput = 0, .longestStore = chunkLength}),
      // The first samples belong to the silence before the stream.
      fromModel(inverse(ratio), fromModelBack,
                {.channels = engine.channels(),
                 .firstInput = -engine.latency(),
                 .firstOutput = -latency,
                 .longestStore = mostModelSamples(ratio, chunkLength)}),
      arriving(engine.channels(), chunkLength), leaving(engine.channels(), chunkLength),
      lower(engine.channels(), chunkLength), upper(engine.channels(), chunkLength),
      correction(engine.channels(), chunkLength), atModel(engine.channels(), mostModelSamples(ratio, chunkLength)),
      restoredAtModel(engine.channels(), mostModelSamples(ratio, chunkLength)),
      delayedAtModel(engine.channels(), mostModelSamples(ratio, chunkLength)), quantiser(engineQuantiser),
      inputDelay(engine.channels(), latency), lowerDelay(inputDelay), upperDelay(inputDelay)
{
}

AnyRateEngine::Padding::Padding(int channels, int samples)
    : restored(channels, samples), delayed(restored), lower(restored), upper(restored)
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
      totalLatency(std::max(leastLatency, latencyNeeded(model, sampleRate, hop)))
{
    if (const auto ratio = rateRatio(sampleRate, model.sampleRate); !ratio.isOne())
        conversion.emplace(ratio, engine, totalLatency, Quantiser::midRise(model.referenceDelta));
    else if (totalLatency > engine.latency())
        padding.emplace(channels, totalLatency - engine.latency());
}

void AnyRateEngine::setQuantiser(const Quantiser& quantiser) noexcept
{
    if (conversion)
        conversion->quantiser = quantiser.forResampledSamples();
    engine.setQuantiser(conversion ? conversion->quantiser : quantiser);
}

void AnyRateEngine::reset() noexcept
{
    engine.reset();
    if (padding)
        for (auto* delay : {&padding->restored, &padding->delayed, &padding->lower, &padding->upper})
            delay->reset();
    if (conversion)
    {
        conversion->toModel.reset();
        conversion->fromModel.reset();
        for (auto* delay : {&conversion->inputDelay, &conversion->lowerDelay, &conversion->upperDelay})
            delay->reset();
    }
}

void AnyRateEngine::process(const float* const* input, const EngineOutput& output, int samples) noexcept
{
    const FlushDenormals flushDenormals;
    if (conversion)
    {
        for (int offset = 0; offset < samples; offset += chunkLength)
            convert(input, output, offset, std::min(chunkLength, samples - offset));
        return;
    }
    engine.process(input, output, samples);
    if (padding)
    {
        const auto pad = [samples](FixedDelay& delay, float* const* signal)
        {
            if (signal != nullptr)
                delay.process(signal, signal, samples);
        };
        pad(padding->restored, output.restored);
        pad(padding->delayed, output.delayed);
        pad(padding->lower, output.lower);
        pad(padding->upper, output.upper);
    }
}

void AnyRateEngine::convert(const float* const* input, const EngineOutput& output, int offset, int samples) noexcept
{
    auto& [toModel, fromModel, arriving, leaving, lower, upper, correction, atModel, restoredAtModel, delayedAtModel,
           quantiser, inputDelay, lowerDelay, upperDelay] = *conversion;
    const auto channelCount = static_cast<std::size_t>(channels());
    for (std::size_t channel = 0; channel < channelCount; ++channel)
        for (std::size_t i = 0; i < static_cast<std::size_t>(samples); ++i)
        {
            const float sample = finiteOrSilent(input[channel][static_cast<std::size_t>(offset) + i]);
            const Cell cell = quantiser.cell(sample);
            arriving.channels[channel][i] = sample;
            lower.channels[channel][i] = cell.lower;
            upper.channels[channel][i] = cell.upper;
        }
    inputDelay.process(arriving.pointers.data(), leaving.pointers.data(), samples);
    lowerDelay.process(lower.pointers.data(), lower.pointers.data(), samples);
    upperDelay.process(upper.pointers.data(), upper.pointers.data(), samples);

    toModel.push(arriving.pointers.data(), samples);
    const int modelSamples = toModel.available();
    toModel.pull(atModel.pointers.data(), modelSamples);
    engine.process(atModel.pointers.data(),
                   {.restored = restoredAtModel.pointers.data(), .delayed = delayedAtModel.pointers.data()},
                   modelSamples);
    for (std::size_t channel = 0; channel < channelCount; ++channel)
        std::transform(
            restoredAtModel.channels[channel].begin(), restoredAtModel.channels[channel].begin() + modelSamples,
            delayedAtModel.channels[channel].begin(), restoredAtModel.channels[channel].begin(), std::minus<>());
    fromModel.push(restoredAtModel.pointers.data(), modelSamples);
    fromModel.pull(correction.pointers.data(), samples);

    const auto give = [&](float* const* signal, const Buffer& buffer)
    {
        for (std::size_t channel = 0; signal != nullptr && channel < channelCount; ++channel)
            std::copy_n(buffer.channels[channel].begin(), samples, signal[channel] + offset);
    };
    give(output.delayed, leaving);
    give(output.lower, lower);
    give(output.upper, upper);
    for (std::size_t channel = 0; channel < channelCount; ++channel)
        std::transform(leaving.channels[channel].begin(), leaving.channels[channel].begin() + samples,
                       correction.channels[channel].begin(), output.restored[channel] + offset, std::plus<>());
}

} // namespace dequantizer
