#include "Training/Validation.h"

#include "Signal/Framing.h"
#include "Signal/Metrics.h"
#include "Signal/Quantiser.h"
#include "Training/GradientSolver.h"
#include "Training/ParallelFor.h"
#include "Training/QuantisedFrames.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dequantizer
{

namespace
{
// Large enough for an efficient product, small enough to stay in cache.
constexpr Eigen::Index solvedTogether = 64;

struct SoundFigures
{
    double snrInputDb, snrDb, lossInputDb, lossDb;
};

// The signal with n samples of silence before it and at least n after it, so that the same number of frames covers
// every sample.
std::vector<float> padded(const std::vector<float>& samples, int frameLength)
{
    std::vector<float> result(samples.size() + 3 * static_cast<std::size_t>(frameLength), 0.0f);
    std::copy(samples.begin(), samples.end(), result.begin() + frameLength);
    return result;
}

std::vector<float> restore(const Model& model, const PackedOperator& K, const std::vector<float>& clean,
                           const Quantiser& quantiser, int hop, GradientSolver& solver)
{
    auto frames = cutFrames(clean, model.frameLength(), hop);
    CellFrames<float> cells;
    for (Eigen::Index start = 0; start < frames.cols(); start += solvedTogether)
    {
        const auto count = std::min(solvedTogether, frames.cols() - start);
        quantise(frames.middleCols(start, count), quantiser, cells);
        frames.middleCols(start, count) = solver.solve(K, model.steps, cells, model.iterations);
    }
    return overlapAdd(frames, hop);
}

double lossInDb(const Loss& loss, std::span<const float> clean, std::span<const float> other)
{
    const std::vector<double> reference(clean.begin(), clean.end()), restored(other.begin(), other.end());
    std::vector<double> ignored(reference.size());
    // Limited from below, so that the logarithm of a perfect restoration is finite.
    return 10.0 * std::log10(std::max(loss.evaluate(reference, restored, ignored), 1e-30));
}

SoundFigures measure(const Model& model, const PackedOperator& K, const std::vector<float>& clean, int bits, int hop,
                     const Loss& loss, GradientSolver& solver)
{
    const auto quantiser = Quantiser::midRise(deltaForBits(bits));
    const auto frameLength = static_cast<std::size_t>(model.frameLength());
    const auto whole = restore(model, K, padded(clean, model.frameLength()), quantiser, hop, solver);
    const auto restored = std::span(whole).subspan(frameLength, clean.size());
    auto input = clean;
    for (auto& sample : input)
        sample = quantiser.quantise(sample);
    return {snrDb(clean, input), snrDb(clean, restored), lossInDb(loss, clean, input), lossInDb(loss, clean, restored)};
}
} // namespace

ValidationFigures validateModel(const Model& model, const std::vector<TrainingSound>& sounds, int bits, int hop,
                                const Loss& loss, int threads)
{
    const PackedOperator K(model.K);
    std::vector<SoundFigures> figures(sounds.size());
    parallelFor(threads,
                [&](int thread)
                {
                    GradientSolver solver;
                    for (auto i = static_cast<std::size_t>(thread); i < sounds.size();
                         i += static_cast<std::size_t>(threads))
                        figures[i] = measure(model, K, sounds[i].samples, bits, hop, loss, solver);
                });

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
    const auto count = static_cast<double>(sounds.size());
    return {sum.snrInputDb / count, sum.snrDb / count, sum.smallestGainDb, sum.lossInputDb / count, sum.lossDb / count};
}

} // namespace dequantizer
