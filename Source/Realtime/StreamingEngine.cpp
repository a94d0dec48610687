#include "Realtime/StreamingEngine.h"

#include "Realtime/FiniteSample.h"
#include "Realtime/FlushDenormals.h"
#include "Signal/Quantiser.h"
#include "Signal/Window.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

StreamingEngine::StreamingEngine(const Model& model, int channels, int hopLength, Arithmetic arithmetic)
    : frameLength(model.frameLength()), hop(hopLength), channelCount(channels), referenceSteps(model.steps),
      referenceStep(model.referenceStep), window(overlapAddWindow(frameLength, hop)),
      solver(makeFrameSolver(model.K, channels, arithmetic)), ringLength(frameLength + hop),
      flushLength(2 * ringLength),
      inputRing(static_cast<std::size_t>(channels), std::vector<float>(static_cast<std::size_t>(ringLength))),
      outputRing(inputRing), stepRing(static_cast<std::size_t>(ringLength)), step(model.referenceStep),
      iterations(model.iterations)
{
    reset();
}

void StreamingEngine::setStep(double newStep) noexcept
{
    if (std::isfinite(newStep) && newStep > 0.0)
        step = newStep;
}

void StreamingEngine::setStepSizes(const StepSizes& steps, double atStep) noexcept
{
    referenceSteps = steps;
    referenceStep = atStep;
}

void StreamingEngine::setIterations(int newIterations) noexcept
{
    iterations = std::clamp(newIterations, 0, ModelLimits::maxIterations);
}

void StreamingEngine::reset() noexcept
{
    for (auto* ring : {&inputRing, &outputRing})
        for (auto& channel : *ring)
            std::fill(channel.begin(), channel.end(), 0.0f);
    std::fill(stepRing.begin(), stepRing.end(), 0.0f);
    position = 0;
    sinceBoundary = 0;
    silentFor = flushLength;
    solver->reset();
    startFrame();
}

bool StreamingEngine::isSilentAt(const float* const* input, int at) const noexcept
{
    for (int channel = 0; channel < channelCount; ++channel)
        if (finiteOrSilent(input[channel][at]) != 0.0f)
            return false;
    return true;
}

int StreamingEngine::passSilence(const float* const* input, float* const* restored, float* const* delayed, int offset,
                                 int samples) const noexcept
{
    int at = offset;
    for (; at < samples && isSilentAt(input, at); ++at)
        for (int channel = 0; channel < channelCount; ++channel)
        {
            restored[channel][at] = 0.0f;
            if (delayed != nullptr)
                delayed[channel][at] = 0.0f;
        }
    return at - offset;
}

void StreamingEngine::process(const float* const* input, float* const* restored, float* const* delayed,
                              int samples) noexcept
{
    const FlushDenormals flushDenormals;
    for (int offset = 0; offset < samples;)
    {
        if (silentFor == flushLength)
        {
            offset += passSilence(input, restored, delayed, offset, samples);
            if (offset == samples)
                return;
            reset();
            silentFor = 0;
        }
        // A stretch ends where a frame does, where the rings begin anew, and where silence may have lasted long enough:
        // at the same samples for any division of the stream.
        const int count =
            std::min({samples - offset, hop - sinceBoundary, ringLength - position, flushLength - silentFor});
        for (int i = offset; i < offset + count; ++i)
            silentFor = isSilentAt(input, i) ? silentFor + 1 : 0;
        exchange(input, restored, delayed, offset, count);
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

void StreamingEngine::exchange(const float* const* input, float* const* restored, float* const* delayed, int offset,
                               int count) noexcept
{
    const auto newStep = static_cast<float>(step);
    for (int channel = 0; channel < channelCount; ++channel)
    {
        float* const oldInput = inputRing[static_cast<std::size_t>(channel)].data() + position;
        float* const sum = outputRing[static_cast<std::size_t>(channel)].data() + position;
        const float* const steps = stepRing.data() + position;
        for (int i = 0; i < count; ++i)
        {
            const float arriving = finiteOrSilent(input[channel][offset + i]);
            const float leaving = oldInput[i];
            const Cell cell = cellAround(leaving, steps[i]);
            restored[channel][offset + i] = std::clamp(sum[i], cell.lower, cell.upper);
            if (delayed != nullptr)
                delayed[channel][offset + i] = leaving;
            oldInput[i] = arriving;
            sum[i] = 0.0f;
        }
    }
    std::fill_n(stepRing.begin() + position, count, newStep);
    position = (position + count) % ringLength;
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
        auto& sum = outputRing[static_cast<std::size_t>(channel)];
        // The frame ended a hop ago, so its first sample is the next to leave.
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
        const auto& samples = inputRing[static_cast<std::size_t>(channel)];
        const auto x = solver->input(channel);
        const auto lower = solver->lower(channel);
        const auto upper = solver->upper(channel);
        int at = first;
        for (std::size_t i = 0; i < x.size(); ++i)
        {
            const auto slot = static_cast<std::size_t>(at);
            const Cell cell = cellAround(samples[slot], stepRing[slot]);
            x[i] = samples[slot];
            lower[i] = cell.lower;
            upper[i] = cell.upper;
            if (++at == ringLength)
                at = 0;
        }
    }
    solver->start(referenceSteps.forSignalScaledBy(step / referenceStep));
    iterationsOfFrame = iterations;
    portionsDone = 0;
    sinceBoundary = 0;
}

} // namespace dequantizer
