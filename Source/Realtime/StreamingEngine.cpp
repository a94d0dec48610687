#include "Realtime/StreamingEngine.h"

#include "Realtime/FiniteSample.h"
#include "Realtime/FlushDenormals.h"
#include "Signal/Window.h"

#include <algorithm>
#include <utility>

namespace dequantizer
{

StreamingEngine::StreamingEngine(const Model& model, int channels, int hopLength, Arithmetic arithmetic)
    : StreamingEngine(makeFrameSolver(model, channels, hopLength, arithmetic), model.steps, model.referenceDelta,
                      model.iterations, channels, hopLength)
{
}

StreamingEngine::StreamingEngine(std::unique_ptr<FrameSolver> frameSolver, const StepSizes& steps, double atDelta,
                                 int iterationsOfFrames, int channels, int hopLength)
    : frameLength(frameSolver->frameLength()), hop(hopLength), channelCount(channels), stepSizes(steps),
      referenceDelta(atDelta), quantiser(Quantiser::midRise(atDelta)), window(overlapAddWindow(frameLength, hop)),
      solver(std::move(frameSolver)), ringLength(frameLength + hop), flushLength(2 * ringLength),
      channelRings(static_cast<std::size_t>(channels)), iterations(iterationsOfFrames)
{
    for (auto& rings : channelRings)
        for (auto* ring : {&rings.input, &rings.lower, &rings.centre, &rings.upper, &rings.restored})
            ring->resize(static_cast<std::size_t>(ringLength));
    reset();
}

void StreamingEngine::setStepSizes(const StepSizes& newStepSizes, double atDelta) noexcept
{
    stepSizes = newStepSizes;
    referenceDelta = atDelta;
}

void StreamingEngine::setIterations(int newIterations) noexcept
{
    iterations = std::clamp(newIterations, 0, ModelLimits::maxIterations);
}

void StreamingEngine::reset() noexcept
{
    for (auto& rings : channelRings)
        for (auto* ring : {&rings.input, &rings.lower, &rings.centre, &rings.upper, &rings.restored})
            std::fill(ring->begin(), ring->end(), 0.0f);
    position = 0;
    sinceBoundary = 0;
    silentFor = flushLength;
    solver->reset();
    startFrame();
}

int StreamingEngine::passSilence(const float* const* input, const EngineOutput& output, int offset,
                                 int samples) const noexcept
{
    const auto isSilentAt = [&](int at)
    {
        for (int channel = 0; channel < channelCount; ++channel)
            if (finiteOrSilent(input[channel][at]) != 0.0f)
                return false;
        return true;
    };
    int end = offset;
    while (end < samples && isSilentAt(end))
        ++end;
    for (auto* const signal : {output.restored, output.delayed, output.lower, output.upper})
        for (int channel = 0; signal != nullptr && channel < channelCount; ++channel)
            std::fill(signal[channel] + offset, signal[channel] + end, 0.0f);
    return end - offset;
}

void StreamingEngine::process(const float* const* input, const EngineOutput& output, int samples) noexcept
{
    const FlushDenormals flushDenormals;
    for (int offset = 0; offset < samples;)
    {
        if (silentFor == flushLength)
        {
            offset += passSilence(input, output, offset, samples);
            if (offset == samples)
                return;
            reset();
            silentFor = 0;
        }
        // A segment ends at the end of a frame, where the ring buffers wrap, and where silence may have lasted long
        // enough. These positions do not depend on the block sizes.
        const int count =
            std::min({samples - offset, hop - sinceBoundary, ringLength - position, flushLength - silentFor});
        exchange(input, output, offset, count);
        countSilence(count);
        position = (position + count) % ringLength;
        offset += count;
        sinceBoundary += count;
        advanceSolver();
        if (sinceBoundary == hop)
        {
            finishFrame();
            startFrame();
        }
    }
}

// Writes the oldest `count` samples to the output and replaces them with samples from the input.
void StreamingEngine::exchange(const float* const* input, const EngineOutput& output, int offset, int count) noexcept
{
    const auto give = [offset](float* const* signal, int channel, int i, float sample)
    {
        if (signal != nullptr)
            signal[channel][offset + i] = sample;
    };
    for (int channel = 0; channel < channelCount; ++channel)
    {
        auto& rings = channelRings[static_cast<std::size_t>(channel)];
        for (int i = 0; i < count; ++i)
        {
            const auto slot = static_cast<std::size_t>(position + i);
            const float arriving = finiteOrSilent(input[channel][offset + i]);
            give(output.restored, channel, i, std::clamp(rings.restored[slot], rings.lower[slot], rings.upper[slot]));
            give(output.delayed, channel, i, rings.input[slot]);
            give(output.lower, channel, i, rings.lower[slot]);
            give(output.upper, channel, i, rings.upper[slot]);

            const Cell cell = quantiser.cell(arriving);
            rings.input[slot] = arriving;
            rings.lower[slot] = cell.lower;
            rings.centre[slot] = cell.centre;
            rings.upper[slot] = cell.upper;
            rings.restored[slot] = 0.0f;
        }
    }
}

void StreamingEngine::countSilence(int count) noexcept
{
    for (auto slot = static_cast<std::size_t>(position); slot < static_cast<std::size_t>(position + count); ++slot)
    {
        const bool isSilent = std::all_of(channelRings.begin(), channelRings.end(),
                                          [slot](const Rings& rings) { return rings.input[slot] == 0.0f; });
        silentFor = isSilent ? silentFor + 1 : 0;
    }
}

void StreamingEngine::advanceSolver() noexcept
{
    const long total = solver->portions(iterationsOfFrame);
    const auto due = slicing ? static_cast<long>(static_cast<std::int64_t>(total) * sinceBoundary / hop) : total;
    solver->advance(due - portionsDone);
    portionsDone = due;
}

void StreamingEngine::finishFrame() noexcept
{
    for (int channel = 0; channel < channelCount; ++channel)
    {
        const auto solution = solver->solution(channel);
        auto& sum = channelRings[static_cast<std::size_t>(channel)].restored;
        // The frame ended one hop ago, so its first sample is the next to be output.
        int at = position;
        for (int i = 0; i < frameLength; ++i)
        {
            sum[static_cast<std::size_t>(at)] +=
                window[static_cast<std::size_t>(i)] * solution[static_cast<std::size_t>(i)];
            if (++at == ringLength)
                at = 0;
        }
    }
}

void StreamingEngine::startFrame() noexcept
{
    const int first = (position + hop) % ringLength;
    for (int channel = 0; channel < channelCount; ++channel)
    {
        const auto& rings = channelRings[static_cast<std::size_t>(channel)];
        const auto x = solver->input(channel);
        const auto lower = solver->lower(channel);
        const auto upper = solver->upper(channel);
        int at = first;
        for (std::size_t i = 0; i < x.size(); ++i)
        {
            const auto slot = static_cast<std::size_t>(at);
            x[i] = rings.centre[slot];
            lower[i] = rings.lower[slot];
            upper[i] = rings.upper[slot];
            if (++at == ringLength)
                at = 0;
        }
    }
    solver->start(stepSizes.forSignalScaledBy(quantiser.delta() / referenceDelta));
    iterationsOfFrame = iterations;
    portionsDone = 0;
    sinceBoundary = 0;
}

} // namespace dequantizer
