#include "Training/OfflineRestoration.h"

#include "Signal/Framing.h"
#include "Training/QuantisedFrames.h"

#include <algorithm>

namespace dequantizer
{

namespace
{
// Large enough for an efficient product, small enough to stay in cache.
constexpr Eigen::Index solvedTogether = 64;

// The signal with n samples of silence before it and at least n after it, so that the same number of frames covers
// every sample.
std::vector<float> padded(std::span<const float> samples, int frameLength)
{
    std::vector<float> result(samples.size() + 3 * static_cast<std::size_t>(frameLength), 0.0f);
    std::copy(samples.begin(), samples.end(), result.begin() + frameLength);
    return result;
}
} // namespace

OfflineRestoration::OfflineRestoration(const Model& restoringModel, const PackedOperator& packed, int distance)
    : model(restoringModel), K(packed), hop(distance)
{
}

std::vector<float> OfflineRestoration::restore(std::span<const float> clean, const Quantiser& quantiser)
{
    const auto frameLength = static_cast<std::size_t>(model.frameLength());
    const auto steps = model.stepsFor(quantiser.delta());
    auto frames = cutFrames(padded(clean, model.frameLength()), model.frameLength(), hop);
    CellFrames<float> cells;
    for (Eigen::Index start = 0; start < frames.cols(); start += solvedTogether)
    {
        const auto count = std::min(solvedTogether, frames.cols() - start);
        quantise(frames.middleCols(start, count), quantiser, cells);
        frames.middleCols(start, count) = solver.solve(K, steps, cells, model.iterations, Keep::nothing, model.scheme);
    }
    const auto whole = overlapAdd(frames, hop);
    const auto restored = std::span(whole).subspan(frameLength, clean.size());
    return {restored.begin(), restored.end()};
}

} // namespace dequantizer
