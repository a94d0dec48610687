#include "Training/Validation.h"

#include "Realtime/RestoreSignal.h"
#include "Signal/LoudnessDifference.h"
#include "Signal/Metrics.h"
#include "Signal/Quantiser.h"
#include "Training/Loss.h"
#include "Training/OfflineRestoration.h"
#include "Training/ParallelFor.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <span>

namespace dequantizer
{

namespace
{
struct SoundFigures
{
    double snrInputDb, snrDb, lossInputDb, lossDb;
};

std::vector<float> quantised(std::vector<float> samples, const Quantiser& quantiser)
{
    for (auto& sample : samples)
        sample = quantiser.quantise(sample);
    return samples;
}

// Restores signals with one model. An object must be used by one thread at a time.
class SoundRestoration
{
public:
    SoundRestoration(const Model& restoringModel, const PackedOperator& packedOperator, int distance)
        : model(restoringModel), hop(distance), offline(restoringModel, packedOperator, distance)
    {
    }

    std::vector<float> restore(const TrainingSound& sound, const Quantiser& quantiser)
    {
        return model.hasLearnedBounds() ? withEngine(sound, quantiser) : offline.restore(sound.samples, quantiser);
    }

private:
    std::vector<float> withEngine(const TrainingSound& sound, const Quantiser& quantiser) const
    {
        const auto atRate = modelAtRate(model, sound.sampleRate);
        StreamingEngine engine(
            atRate, 1,
            model.fourier ? fourierHopAt(model.frameLength(), hop, model.sampleRate, sound.sampleRate) : hop);
        engine.setQuantiser(quantiser);
        return restoreSignal(engine, {quantised(sound.samples, quantiser)}).front();
    }

    const Model& model;
    const int hop;
    OfflineRestoration offline; // faster than the engine, which iterates on one frame at a time
};

// What training minimises, in dB.
class LossInDb
{
public:
    LossInDb(const std::string& lossName, double weightOfLoudness, double sampleRate)
        : loss(makeLoss(lossName, sampleRate)), loudnessWeight(weightOfLoudness)
    {
        if (loudnessWeight > 0.0)
            loudness = std::make_unique<LoudnessDifference>(sampleRate);
    }

    [[nodiscard]] double operator()(std::span<const float> clean, std::span<const float> other) const
    {
        const std::vector<double> reference(clean.begin(), clean.end()), restored(other.begin(), other.end());
        std::vector<double> ignored(reference.size());
        // Limited from below, so that the logarithm of a perfect restoration is finite.
        double result = 10.0 * std::log10(std::max(loss->evaluate(reference, restored, ignored), 1e-30));
        if (loudness)
            result += loudnessWeight * 10.0 *
                      std::log10(loudness->evaluate(reference, restored) + LoudnessDifference::inaudible);
        return result;
    }

private:
    std::unique_ptr<Loss> loss;
    std::unique_ptr<LoudnessDifference> loudness;
    double loudnessWeight;
};

SoundFigures measure(const std::vector<float>& clean, const std::vector<float>& input,
                     const std::vector<float>& restored, const LossInDb& loss)
{
    return {snrDb(clean, input), snrDb(clean, restored), loss(clean, input), loss(clean, restored)};
}

// Gives every process the figures that each has computed: number i in process (i / threads) mod size.
void shareFigures(std::vector<SoundFigures>& figures, int threads, ProcessGroup& processes)
{
    if (processes.rank() != 0)
        processes.send(std::as_bytes(std::span(figures)), 0);
    else
        for (int from = 1; from < processes.size(); ++from)
        {
            std::vector<SoundFigures> others(figures.size());
            processes.receive(std::as_writable_bytes(std::span(others)), from);
            for (std::size_t i = 0; i < figures.size(); ++i)
                if (static_cast<int>(i / static_cast<std::size_t>(threads)) % processes.size() == from)
                    figures[i] = others[i];
        }
    processes.broadcast(std::as_writable_bytes(std::span(figures)));
}
} // namespace

ValidationFigures validateModel(const Model& model, const std::vector<TrainingSound>& sounds,
                                const std::vector<int>& depths, int hop, const std::string& lossName,
                                double loudnessWeight, int threads, ProcessGroup& processes)
{
    struct Case
    {
        const TrainingSound* sound;
        int bits;
    };
    std::vector<Case> cases;
    std::map<double, LossInDb> losses; // by sample rate
    for (const auto& sound : sounds)
    {
        losses.try_emplace(sound.sampleRate, lossName, loudnessWeight, sound.sampleRate);
        for (const int bits : depths)
            if (bits <= sound.maxBits || bits == depths.front())
                cases.push_back({&sound, bits});
    }

    const PackedOperator K(model.K);
    std::vector<SoundFigures> figures(cases.size());
    const int workers = threads * processes.size();
    parallelFor(threads,
                [&](int thread)
                {
                    SoundRestoration restoration(model, K, hop);
                    for (auto i = static_cast<std::size_t>(processes.rank() * threads + thread); i < cases.size();
                         i += static_cast<std::size_t>(workers))
                    {
                        const auto& sound = *cases[i].sound;
                        const auto quantiser = Quantiser::midRise(deltaForBits(cases[i].bits));
                        figures[i] = measure(sound.samples, quantised(sound.samples, quantiser),
                                             restoration.restore(sound, quantiser), losses.at(sound.sampleRate));
                    }
                });

    shareFigures(figures, threads, processes);

    ValidationFigures sum;
    sum.smallestGainDb = std::numeric_limits<double>::infinity();
    for (const auto& sound : figures)
    {
        sum.snrInputDb += sound.snrInputDb;
        sum.snrDb += sound.snrDb;
        sum.lossInputDb += sound.lossInputDb;
        sum.lossDb += sound.lossDb;
        sum.smallestGainDb = std::min(sum.smallestGainDb, sound.snrDb - sound.snrInputDb);
    }
    const auto count = static_cast<double>(figures.size());
    return {sum.snrInputDb / count, sum.snrDb / count, sum.smallestGainDb, sum.lossInputDb / count, sum.lossDb / count};
}

} // namespace dequantizer
