#include "Theory/AdaptiveInference.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

InferenceCurve measureAdaptiveInference(const AdaptiveProblem& problem, int modelIterations, int lastIteration,
                                        const std::function<void(double)>& progress)
{
    WindowedFourier<double> K(problem.window);
    FourierBounds<double> bounds(problem.parameters, problem.boundsSettings(K, false));
    auto controls = problem.controls(lastIteration);
    auto iterate = startAdaptive(K, problem.frames);
    const double square = problem.delta * problem.delta;
    InferenceCurve curve;
    curve.quantisedError = problem.loss(problem.frames.input) * square;
    double next = 1.0;
    for (int l = 1; l <= lastIteration; ++l)
    {
        adaptiveStep(K, problem.frames, l - 1, bounds, controls, iterate);
        if (l < next && l != modelIterations && l != lastIteration)
            continue;
        curve.points.emplace_back(l, problem.loss(iterate.primal) * square);
        progress(static_cast<double>(l) / lastIteration);
        // About ten points for each factor of ten.
        while (next <= l)
            next = std::max(next + 1.0, std::floor(next * 1.26));
    }
    return curve;
}

} // namespace dequantizer
