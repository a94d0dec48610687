#include "Realtime/PassageEngine.h"

#include <algorithm>
#include <cassert>

namespace dequantizer
{

namespace
{
constexpr double fadeSeconds = 0.005;
} // namespace

PassageEngine::PassageEngine(AnyRateEngine& wanted, std::vector<QuantisedPassage> wantedPassages, double sampleRate)
    : engine(wanted), passages(std::move(wantedPassages)), fadeLength(std::max(1.0, fadeSeconds * sampleRate))
{
    assert(passages.empty() || !engine.isConverting());
    if (!passages.empty())
        delayedBuffers.assign(static_cast<std::size_t>(channels()), std::vector<float>(chunk));
    for (auto& buffer : delayedBuffers)
        delayedPointers.push_back(buffer.data());
    from.resize(delayedBuffers.size());
    to.resize(delayedBuffers.size());
}

void PassageEngine::reset() noexcept
{
    engine.reset();
    read = 0;
    readPassage = writtenPassage = 0;
    if (passages.empty())
        return;
    // Passages that stay as they are keep the quantiser before them, the first ones that after them.
    const auto first = std::find_if(passages.begin(), passages.end(),
                                    [](const QuantisedPassage& passage) { return passage.quantiser.has_value(); });
    assert(first != passages.end());
    engine.setQuantiser(*first->quantiser);
}

std::uint64_t PassageEngine::samplesUntilBoundary() const noexcept
{
    return readPassage + 1 < passages.size() ? passages[readPassage].end - read : chunk;
}

void PassageEngine::process(const float* const* input, const EngineOutput& output, int samples) noexcept
{
    if (passages.empty())
    {
        engine.process(input, output, samples);
        return;
    }
    const auto count = static_cast<std::size_t>(samples);
    for (std::size_t offset = 0; offset < count;)
    {
        while (samplesUntilBoundary() == 0)
            useQuantiserAt(++readPassage);
        const auto part =
            static_cast<std::size_t>(std::min<std::uint64_t>({chunk, count - offset, samplesUntilBoundary()}));
        for (std::size_t channel = 0; channel < from.size(); ++channel)
        {
            from[channel] = input[channel] + offset;
            to[channel] = output.restored[channel] + offset;
        }
        engine.process(from.data(), {.restored = to.data(), .delayed = delayedPointers.data()}, static_cast<int>(part));
        read += part;
        fade(to.data(), delayedPointers.data(), part);
        if (output.delayed != nullptr)
            for (std::size_t channel = 0; channel < from.size(); ++channel)
                std::copy_n(delayedPointers[channel], part, output.delayed[channel] + offset);
        offset += part;
    }
}

void PassageEngine::useQuantiserAt(std::size_t passage) noexcept
{
    if (const auto& quantiser = passages[passage].quantiser)
        engine.setQuantiser(*quantiser);
}

void PassageEngine::fade(float* const* restored, const float* const* delayed, std::size_t samples) noexcept
{
    const auto latencyInSamples = static_cast<std::uint64_t>(latency());
    for (std::size_t i = 0; i < samples; ++i)
    {
        const auto end = read - samples + i; // of the input, when this sample left
        if (end < latencyInSamples)
            continue;
        const float weight = weightAt(end - latencyInSamples);
        if (weight < 1.0f)
            for (std::size_t channel = 0; channel < from.size(); ++channel)
                restored[channel][i] = weight > 0.0f
                                           ? delayed[channel][i] + weight * (restored[channel][i] - delayed[channel][i])
                                           : delayed[channel][i];
    }
}

float PassageEngine::weightAt(std::uint64_t sample) noexcept
{
    while (writtenPassage + 1 < passages.size() && sample >= passages[writtenPassage].end)
        ++writtenPassage;
    const auto& passage = passages[writtenPassage];
    if (!passage.quantiser)
        return 0.0f;
    double distance = fadeLength;
    if (writtenPassage > 0 && !passages[writtenPassage - 1].quantiser)
        distance = std::min(distance, static_cast<double>(sample - passage.begin) + 0.5);
    if (writtenPassage + 1 < passages.size() && !passages[writtenPassage + 1].quantiser && sample < passage.end)
        distance = std::min(distance, static_cast<double>(passage.end - sample) - 0.5);
    return static_cast<float>(distance / fadeLength);
}

} // namespace dequantizer
