#include "Plugin/Standalone/Playback.h"

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

std::vector<float*> pointersTo(std::vector<std::vector<float>>& channels)
{
    std::vector<float*> pointers;
    for (auto& channel : channels)
        pointers.push_back(channel.data());
    return pointers;
}
} // namespace

void Playback::open(std::shared_ptr<const Sound> sound)
{
    prepareFor(processor, *sound, chunkLength);
    restored.assign(sound->channels.size(), std::vector<float>(chunkLength));
    converted = restored;
    restoredPointers = pointersTo(restored);
    convertedPointers = pointersTo(converted);
    filePlayer.open(std::move(sound));
    stoppedFor = 0;
    jumpFade.prepare(soundRate());
    makeResampler();
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
        distribute(outputs, channels, offset, count);
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
        distribute(outputs, channels, offset + done, ready);
        done += ready;
    }
}

// After a stop, once the latency has rung out, only silence would be processed: skipping it saves processing time.
void Playback::process(int count) noexcept
{
    const bool wasPlaying = filePlayer.isPlaying();
    const int latency = processor.getLatencySamples();
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

void Playback::distribute(float* const* outputs, int channels, int offset, int count) const noexcept
{
    const auto& given = resampler ? converted : restored;
    const int sources = static_cast<int>(given.size());
    for (int output = 0; output < channels; ++output)
    {
        float* const to = outputs[output] + offset;
        std::fill_n(to, count, 0.0f);
        if (sources == 1)
        {
            std::copy_n(given.front().begin(), count, to);
            continue;
        }
        // The average of the channels that share an output.
        const int sharing = (sources - output + channels - 1) / channels;
        for (int source = output; source < sources; source += channels)
            for (int i = 0; i < count; ++i)
                to[i] +=
                    given[static_cast<std::size_t>(source)][static_cast<std::size_t>(i)] / static_cast<float>(sharing);
    }
}

} // namespace dequantizer
