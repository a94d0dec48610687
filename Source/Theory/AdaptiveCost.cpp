#include "Theory/AdaptiveCost.h"

#include "Algorithm/AdaptiveTruncatedBackPropagation.h"
#include "Operator/WindowedFourier.h"
#include "Theory/PeakResidentMemory.h"
#include "Training/RandomStream.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace dequantizer
{

GradientCost measureAdaptiveCost(const Model& model, int iterations, int backwardSteps, int batch, int rounds)
{
    RandomStream random(1, 0, 0);
    const auto halfDelta = static_cast<float>(0.5 * model.referenceDelta);
    const auto noise = [&random] { return static_cast<float>(random.uniform() - 0.5); };
    CellFrames<float> frames;
    frames.input = Matrix<float>::NullaryExpr(model.frameLength(), batch, noise);
    frames.lower = frames.input.array() - halfDelta;
    frames.upper = frames.input.array() + halfDelta;
    const Matrix<float> derivative = Matrix<float>::NullaryExpr(model.frameLength(), batch, noise);
    WindowedFourier<float> K(sineWindow<float>(model.frameLength()));
    const StepSizes steps{0.99 / model.referenceDelta, model.referenceDelta, 1.0};

    const auto never = [](int, const Matrix<float>&, IterationControls<float>&) { return false; };
    const auto ignore = [](int, const ControlsGradient<float>&, Matrix<float>&) {};
    // The memory of each is freed at the end.
    const auto gradient = [&](bool full)
    {
        auto controls = IterationControls<float>::constant(K.rows(), batch, iterations, steps);
        auto total = K.zeroGradient();
        if (full)
        {
            AdaptiveHistory<float> history;
            static_cast<void>(solveAdaptive(K, frames, iterations, never, controls, history));
            backPropagateAdaptive(K, frames, controls, history, derivative, ignore, &total);
            return;
        }
        const auto last = solveAdaptive(K, frames, iterations, never, controls);
        backPropagateAdaptiveTruncated(K, frames, controls, last, {}, iterations, derivative, backwardSteps, ignore,
                                       &total);
    };
    const auto secondsOf = [&](bool full)
    {
        const auto start = std::chrono::steady_clock::now();
        gradient(full);
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };

    GradientCost cost{};
    cost.iterations = iterations;
    cost.backwardSteps = backwardSteps;
    cost.fullSeconds = cost.truncatedSeconds = std::numeric_limits<double>::infinity();
    for (int round = 0; round < rounds; ++round)
    {
        cost.truncatedSeconds = std::min(cost.truncatedSeconds, secondsOf(false));
        cost.fullSeconds = std::min(cost.fullSeconds, secondsOf(true));
    }
    cost.truncatedBytes = peakResidentMemory([&] { gradient(false); });
    cost.fullBytes = peakResidentMemory([&] { gradient(true); });
    // Coefficients are complex.
    cost.predictedTruncatedBytes = sizeof(float) * 2.0 * static_cast<double>(2 * K.rows() + K.frameLength()) * batch;
    cost.predictedFullBytes = iterations * cost.predictedTruncatedBytes / 2.0; // z_P and z_D only
    return cost;
}

} // namespace dequantizer
