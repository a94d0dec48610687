#include "Companion/Evaluate/FileEvaluation.h"

#include "Signal/Quantiser.h"
#include "Training/OfflineRestoration.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

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

std::size_t comparedLength(const Sound& sound, const Model& model, bool wholeFrames) noexcept
{
    const auto frame = static_cast<std::size_t>(model.frameLength());
    return wholeFrames ? sound.length() / frame * frame : sound.length();
}

namespace
{
MeasuredRestoration measure(const Channels& clean, const Quantiser& quantiser, const Model& model,
                            Arithmetic arithmetic, const AuditoryMeasures& auditory)
{
    if (model.scheme.isChambollePock())
        return measureRestoration(clean, quantiser, model, arithmetic, auditory);
    // The engine runs no other algorithm.
    const PackedOperator K(model.K);
    OfflineRestoration restoration(model, K, model.hop);
    const auto restore = [&](const Channels& quantised)
    {
        Channels restored;
        for (const auto& channel : quantised)
            restored.push_back(restoration.restore(channel, quantiser));
        return restored;
    };
    return measureRestoration(clean, quantiser, restore, auditory);
}
} // namespace

FileFigures evaluateSound(const Sound& sound, const Model& model, Arithmetic arithmetic,
                          const std::vector<Baseline>& baselines, const AuditoryMeasures& auditory, int bits,
                          bool wholeFrames)
{
    auto clean = sound.channels;
    for (auto& channel : clean)
        channel.resize(comparedLength(sound, model, wholeFrames));

    const auto quantiser = Quantiser::midRise(deltaForBits(bits));
    const auto measured = measure(clean, quantiser, model, arithmetic, auditory);

    FileFigures figures;
    figures.bits = bits;
    figures.samples = static_cast<double>(clean.size() * clean.front().size());
    figures.seconds = static_cast<double>(sound.length()) / sound.sampleRate;
    figures.quantised = measured.quantised;
    figures.restored = measured.restored;
    figures.processingSeconds = measured.processingSeconds;

    for (const auto& baseline : baselines)
    {
        Channels result;
        for (std::size_t channel = 0; channel < clean.size(); ++channel)
            result.push_back(
                baseline.restore(measured.quantisedSound[channel], sound.sampleRate, quantiser, clean[channel]));
        figures.baselines.push_back(errorFigures(clean, result, auditory));
    }
    return figures;
}

} // namespace dequantizer
