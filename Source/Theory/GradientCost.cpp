#include "Theory/GradientCost.h"

#include "Theory/PeakResidentMemory.h"
#include "Training/GradientSolver.h"
#include "Training/RandomStream.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace dequantizer
{

namespace
{
double secondsOf(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}
} // namespace

NoiseFrames::NoiseFrames(Eigen::Index frameLength, int batch, double delta)
{
    RandomStream random(1, 0, 0);
    const auto noise = [&random] { return static_cast<float>(random.uniform() - 0.5); };
    frames.input = Matrix<float>::NullaryExpr(frameLength, batch, noise);
    frames.lower = frames.input.array() - static_cast<float>(0.5 * delta);
    frames.upper = frames.input.array() + static_cast<float>(0.5 * delta);
    derivative = Matrix<float>::NullaryExpr(frameLength, batch, noise);
}

GradientCost measureCost(int iterations, int backwardSteps, int rounds, const std::function<void(bool full)>& gradient)
{
    GradientCost cost{};
    cost.iterations = iterations;
    cost.backwardSteps = backwardSteps;
    cost.fullSeconds = cost.truncatedSeconds = std::numeric_limits<double>::infinity();
    for (int round = 0; round < rounds; ++round)
    {
        cost.truncatedSeconds = std::min(cost.truncatedSeconds, secondsOf([&] { gradient(false); }));
        cost.fullSeconds = std::min(cost.fullSeconds, secondsOf([&] { gradient(true); }));
    }
    cost.truncatedBytes = peakResidentMemory([&] { gradient(false); });
    cost.fullBytes = peakResidentMemory([&] { gradient(true); });
    return cost;
}

GradientCost measureGradientCost(const Model& model, int iterations, int backwardSteps, int batch, int rounds)
{
    const NoiseFrames noise(model.frameLength(), batch, model.referenceDelta);
    const PackedOperator K(model.K);
    // Each has its own solver, whose memory is freed at the end.
    auto cost =
        measureCost(iterations, backwardSteps, rounds,
                    [&](bool full)
                    {
                        GradientSolver solver;
                        solver.solve(K, model.steps, noise.frames, iterations, full ? Keep::all : Keep::last);
                        static_cast<void>(solver.backPropagate(noise.derivative, PrimalMask::cell, backwardSteps));
                    });
    cost.predictedTruncatedBytes = sizeof(float) * 2.0 * (model.rows() + model.frameLength()) * batch;
    cost.predictedFullBytes = iterations * cost.predictedTruncatedBytes;
    return cost;
}

} // namespace dequantizer
