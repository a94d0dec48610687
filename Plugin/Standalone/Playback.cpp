#include "Plugin/Standalone/Playback.h"

#include "Plugin/Standalone/OutputChannels.h"
#include "Plugin/Standalone/WholeSound.h"
#include "Realtime/RateRatio.h"

#include <algorithm>

namespace dequantizer
{

namespace
{
// Blocks of any length are processed in chunks of at most this many samples.
constexpr int chunkLength = 512;

// 70 dB attenuation at the lower rate's Nyquist frequency.
constexpr LowPass forListening{0.95, 48.0, 7.0};
} // namespace

void Playback::open(std::shared_ptr<const Sound> sound)
{
    prepareFor(processor, *sound, chunkLength);
    restored.assign(sound->channels.size(), std::vector<float>(chunkLength));
    converted = restored;
    restoredPointers = pointersTo(restored);
    convertedPointers = pointersTo(converted);
    filePlayer.open(std::move(sound));
    start();
}

void Playback::start()
{
    stoppedFor = 0;
    jumpFade.prepare(soundRate());
    makeResampler();
}

void Playback::suspend() noexcept
{
    const auto here = position();
    filePlayer.stop();
    filePlayer.seek(here);
}

void Playback::resume()
{
    if (filePlayer.sound() == nullptr)
        return;
    prepareFor(processor, *filePlayer.sound(), chunkLength);
    start();
}

void Playback::setOutputRate(double rate)
{
    outputRate = rate;
    makeResampler();
}

double Playback::soundRate() const noexcept
{
    return filePlayer.sound() != nullptr ? filePlayer.sound()->sampleRate : 0.0;
}

void Playback::makeResampler()
{
    resampler.reset();
    if (filePlayer.sound() == nullptr || !(outputRate > 0.0))
        return;
    const auto ratio = rateRatio(soundRate(), outputRate);
    if (!ratio.isOne())
        resampler.emplace(ratio, forListening,
                          PolyphaseResampler::Layout{.channels = static_cast<int>(restored.size()),
                                                     .firstInput = 0,
                                                     .firstOutput = 0,
                                                     .longestStore = chunkLength});
}

void Playback::render(float* const* outputs, int channels, int count) noexcept
{
    if (filePlayer.sound() == nullptr)
    {
        for (int channel = 0; channel < channels; ++channel)
            std::fill_n(outputs[channel], count, 0.0f);
        return;
    }
    for (int offset = 0; offset < count; offset += chunkLength)
        renderChunk(outputs, channels, offset, std::min(chunkLength, count - offset));
}

void Playback::renderChunk(float* const* outputs, int channels, int offset, int count) noexcept
{
    if (!resampler)
    {
        process(count);
        writeToOutputs(restored, outputs, channels, offset, count);
        return;
    }
    for (int done = 0; done < count;)
    {
        const int ready = std::min(resampler->available(), count - done);
        if (ready == 0)
        {
            process(chunkLength);
            resampler->push(restoredPointers.data(), chunkLength);
            continue;
        }
        resampler->pull(convertedPointers.data(), ready);
        writeToOutputs(converted, outputs, channels, offset + done, ready);
        done += ready;
    }
}

// After a stop, once the latency has rung out, only silence would be processed: skipping it saves processing time.
void Playback::process(int count) noexcept
{
    const bool wasPlaying = filePlayer.isPlaying();
    const int latency = processor.latency();
    if (filePlayer.read(restoredPointers.data(), count, latency))
        jumpFade.jumpIn(latency);
    const int longEnough = static_cast<int>(soundRate()) + latency;
    stoppedFor = wasPlaying ? 0 : std::min(longEnough, stoppedFor + count);
    if (stoppedFor == longEnough)
        return;
    block.setDataToReferTo(restoredPointers.data(), static_cast<int>(restoredPointers.size()), count);
    processor.processBlock(block, midi);
    jumpFade.process(restoredPointers.data(), static_cast<int>(restoredPointers.size()), count);
}

} // namespace dequantizer
