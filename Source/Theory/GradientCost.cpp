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

GradientCost measureGradientCost(const Model& model, int iterations, int backwardSteps, int batch, int rounds)
{
    RandomStream random(1, 0, 0);
    const auto halfDelta = static_cast<float>(0.5 * model.referenceDelta);
    const auto noise = [&random] { return static_cast<float>(random.uniform() - 0.5); };
    CellFrames<float> frames;
    frames.input = Matrix<float>::NullaryExpr(model.frameLength(), batch, noise);
    frames.lower = frames.input.array() - halfDelta;
    frames.upper = frames.input.array() + halfDelta;
    const Matrix<float> derivative = Matrix<float>::NullaryExpr(model.frameLength(), batch, noise);

    const PackedOperator K(model.K);
    // Each has its own solver, whose memory is freed at the end.
    const auto gradient = [&](bool full)
    {
        GradientSolver solver;
        solver.solve(K, model.steps, frames, iterations, full ? Keep::all : Keep::last);
        static_cast<void>(solver.backPropagate(derivative, PrimalMask::cell, backwardSteps));
    };

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
    cost.predictedTruncatedBytes = sizeof(float) * 2.0 * (model.rows() + model.frameLength()) * batch;
    cost.predictedFullBytes = iterations * cost.predictedTruncatedBytes;
    return cost;
}

} // namespace dequantizer
