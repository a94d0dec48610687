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

template <typename Visit>
void StreamingEngine::forEachRun(int first, const Visit& visit) const noexcept
{
    const int beforeEnd = std::min(frameLength, ringLength - first);
    visit(static_cast<std::size_t>(first), std::size_t{0}, static_cast<std::size_t>(beforeEnd));
    visit(std::size_t{0}, static_cast<std::size_t>(beforeEnd), static_cast<std::size_t>(frameLength - beforeEnd));
}

void StreamingEngine::finishFrame() noexcept
{
    for (int channel = 0; channel < channelCount; ++channel)
    {
        const auto solution = solver->solution(channel);
        auto& sum = channelRings[static_cast<std::size_t>(channel)].restored;
        // The frame ended one hop ago, so its first sample is the next to be output.
        forEachRun(position,
                   [&](std::size_t slot, std::size_t sample, std::size_t count)
                   {
                       for (std::size_t i = 0; i < count; ++i)
                           sum[slot + i] += window[sample + i] * solution[sample + i];
                   });
    }
}

void StreamingEngine::startFrame() noexcept
{
    const int first = (position + hop) % ringLength;
    for (int channel = 0; channel < channelCount; ++channel)
    {
        const auto& rings = channelRings[static_cast<std::size_t>(channel)];
        forEachRun(first,
                   [&](std::size_t slot, std::size_t sample, std::size_t count)
                   {
                       std::copy_n(rings.centre.data() + slot, count, solver->input(channel).data() + sample);
                       std::copy_n(rings.lower.data() + slot, count, solver->lower(channel).data() + sample);
                       std::copy_n(rings.upper.data() + slot, count, solver->upper(channel).data() + sample);
                   });
    }
    solver->setWidening(quantiser.widening());
    solver->start(stepSizes.forSignalScaledBy(quantiser.delta() / referenceDelta));
    iterationsOfFrame = iterations;
    portionsDone = 0;
    sinceBoundary = 0;
}

} // namespace dequantizer
