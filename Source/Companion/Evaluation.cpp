#include "Companion/Evaluation.h"

#include "Realtime/RestoreSignal.h"
#include "Signal/Metrics.h"
#include "Signal/Quantiser.h"

#include <chrono>

namespace dequantizer
{

namespace
{
void normalisePeak(Channels& channels)
{
    float largest = 0.0f;
    for (const auto& channel : channels)
        largest = std::max(largest, peak(channel));
    for (auto& channel : channels)
        for (float& sample : channel)
            sample /= largest;
}
} // namespace

FileFigures evaluateSound(Sound sound, const Model& model, int bits, bool wholeFrames)
{
    normalisePeak(sound.channels);
    if (wholeFrames)
    {
        const auto frame = static_cast<std::size_t>(model.frameLength());
        for (auto& channel : sound.channels)
            channel.resize(channel.size() / frame * frame);
    }

    const auto quantiser = Quantiser::midRise(deltaForBits(bits));
    auto quantised = sound.channels;
    for (auto& channel : quantised)
        for (float& sample : channel)
            sample = quantiser.quantise(sample);

    StreamingEngine engine(model, static_cast<int>(sound.channels.size()), model.hop);
    engine.setQuantiser(quantiser);
    const auto begin = std::chrono::steady_clock::now();
    const auto restored = restoreSignal(engine, quantised);
    const std::chrono::duration<double> processing = std::chrono::steady_clock::now() - begin;

    const auto clean = joined(sound.channels);
    const auto before = joined(quantised);
    const auto after = joined(restored);
    FileFigures figures;
    figures.samples = static_cast<double>(clean.size());
    figures.seconds = static_cast<double>(sound.length()) / sound.sampleRate;
    figures.squaredErrorInput = squaredError(clean, before);
    figures.squaredError = squaredError(clean, after);
    figures.snrInputDb = snrDb(clean, before);
    figures.snrDb = snrDb(clean, after);
    figures.segmentalSnrInputDb = segmentalSnrDb(clean, before);
    figures.segmentalSnrDb = segmentalSnrDb(clean, after);
    figures.processingSeconds = processing.count();
    return figures;
}

} // namespace dequantizer
