#include "Companion/Evaluate/FileEvaluation.h"

#include "Realtime/RestoreSignal.h"
#include "Signal/Metrics.h"
#include "Signal/Quantiser.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace dequantizer
{

namespace
{
ErrorFigures errorsOf(const Channels& clean, const Channels& other, const AuditoryMeasure& auditory)
{
    const auto reference = joined(clean);
    const auto estimate = joined(other);
    return {squaredError(reference, estimate), snrDb(reference, estimate), segmentalSnrDb(reference, estimate),
            auditory.noiseToMaskDb(clean, other)};
}
} // namespace

void shorten(Sound& sound, double seconds)
{
    const double samples = std::max(1.0, std::round(seconds * sound.sampleRate));
    if (samples < static_cast<double>(sound.length()))
        for (auto& channel : sound.channels)
            channel.resize(static_cast<std::size_t>(samples));
}

void normalisePeak(Sound& sound)
{
    float largest = 0.0f;
    for (const auto& channel : sound.channels)
        largest = std::max(largest, peak(channel));
    for (auto& channel : sound.channels)
        for (float& sample : channel)
            sample /= largest;
}

FileFigures evaluateSound(const Sound& sound, const Model& model, Arithmetic arithmetic,
                          const std::vector<Baseline>& baselines, const AuditoryMeasure& auditory, int bits,
                          bool wholeFrames)
{
    auto clean = sound.channels;
    if (wholeFrames)
    {
        const auto frame = static_cast<std::size_t>(model.frameLength());
        for (auto& channel : clean)
            channel.resize(channel.size() / frame * frame);
    }

    const auto quantiser = Quantiser::midRise(deltaForBits(bits));
    auto quantised = clean;
    for (auto& channel : quantised)
        for (float& sample : channel)
            sample = quantiser.quantise(sample);

    FileFigures figures;
    figures.bits = bits;
    figures.samples = static_cast<double>(clean.size() * clean.front().size());
    figures.seconds = static_cast<double>(sound.length()) / sound.sampleRate;
    figures.quantised = errorsOf(clean, quantised, auditory);

    StreamingEngine engine(model, static_cast<int>(clean.size()), model.hop, arithmetic);
    engine.setQuantiser(quantiser);
    const auto begin = std::chrono::steady_clock::now();
    const auto restored = restoreSignal(engine, quantised);
    const std::chrono::duration<double> processing = std::chrono::steady_clock::now() - begin;
    figures.processingSeconds = processing.count();
    figures.restored = errorsOf(clean, restored, auditory);

    for (const auto& baseline : baselines)
    {
        Channels result;
        for (std::size_t channel = 0; channel < quantised.size(); ++channel)
            result.push_back(baseline.restore(quantised[channel], sound.sampleRate, quantiser, clean[channel]));
        figures.baselines.push_back(errorsOf(clean, result, auditory));
    }
    return figures;
}

} // namespace dequantizer
