#include "Theory/AdaptiveCost.h"

#include "Algorithm/AdaptiveTruncatedBackPropagation.h"
#include "Operator/WindowedFourier.h"

namespace dequantizer
{

GradientCost measureAdaptiveCost(const Model& model, int iterations, int backwardSteps, int batch, int rounds)
{
    const NoiseFrames noise(model.frameLength(), batch, model.referenceDelta);
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
            static_cast<void>(solveAdaptive(K, noise.frames, iterations, never, controls, history));
            backPropagateAdaptive(K, noise.frames, controls, history, noise.derivative, ignore, &total);
            return;
        }
        const auto last = solveAdaptive(K, noise.frames, iterations, never, controls);
        backPropagateAdaptiveTruncated(K, noise.frames, controls, last, {}, iterations, noise.derivative, backwardSteps,
                                       ignore, &total);
    };
    auto cost = measureCost(iterations, backwardSteps, rounds, gradient);
    // Coefficients are complex.
    cost.predictedTruncatedBytes = sizeof(float) * 2.0 * static_cast<double>(2 * K.rows() + K.frameLength()) * batch;
    cost.predictedFullBytes = iterations * cost.predictedTruncatedBytes / 2.0; // z_P and z_D only
    return cost;
}

} // namespace dequantizer
