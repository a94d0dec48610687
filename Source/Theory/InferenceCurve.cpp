#include "Theory/InferenceCurve.h"

#include "Signal/Quantiser.h"
#include "Training/FrameErrors.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

double InferenceCurve::decibels(double error) const
{
    return 10.0 * std::log10(error / quantisedError);
}

const std::pair<int, double>& InferenceCurve::at(int iterations) const
{
    return *std::ranges::find(points, iterations, &std::pair<int, double>::first);
}

const std::pair<int, double>& InferenceCurve::best() const
{
    return *std::ranges::min_element(points, {}, &std::pair<int, double>::second);
}

int InferenceCurve::convergedFrom() const
{
    const double last = points.back().second;
    auto from = points.size() - 1;
    while (from > 0 && std::abs(points[from - 1].second - last) <= 0.01 * last)
        --from;
    return points[from].first;
}

InferenceCurve measureInference(const Model& model, const Matrix<float>& frames, int lastIteration,
                                const std::function<void(double)>& progress)
{
    // Ten points per decade, and the model's L.
    std::vector<int> lengths;
    for (int i = 0; lengths.empty() || lengths.back() < lastIteration; ++i)
    {
        const auto length = std::min(lastIteration, static_cast<int>(std::lround(std::pow(10.0, i / 10.0))));
        if (lengths.empty() || length > lengths.back())
            lengths.push_back(length);
    }
    if (std::ranges::find(lengths, model.iterations) == lengths.end())
        lengths.insert(std::ranges::upper_bound(lengths, model.iterations), model.iterations);

    const auto bits = static_cast<int>(std::lround(bitsForDelta(model.referenceDelta)));
    auto examined = model;
    examined.referenceDelta = deltaForBits(bits);
    const auto errors = errorCurve(examined, frames, bits, lengths, progress);
    InferenceCurve curve;
    curve.quantisedError = quantisedError(frames, bits);
    for (std::size_t i = 0; i < lengths.size(); ++i)
        curve.points.emplace_back(lengths[i], errors[i]);
    return curve;
}

} // namespace dequantizer
