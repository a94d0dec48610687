#include "Companion/Bench/TrainingBench.h"

#include "Algorithm/StepSizes.h"
#include "Training/GradientSolver.h"
#include "Training/InitialOperator.h"
#include "Training/RandomStream.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace dequantizer
{

namespace
{
constexpr Eigen::Index size = 320;
constexpr Eigen::Index batch = 32;
constexpr int rounds = 7;

template <typename Work>
double secondsOf(const Work& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}
} // namespace

TrainingFigures measureTraining(int iterations, int backwardSteps)
{
    const auto K = initialOperator(size, size);
    RandomStream random(1, 0, 0);
    const auto noise = [&random] { return static_cast<float>(random.uniform() - 0.5); };
    CellFrames<float> frames;
    frames.input = Matrix<float>::NullaryExpr(size, batch, noise);
    frames.lower = frames.input.array() - 0.0625f;
    frames.upper = frames.input.array() + 0.0625f;
    const Matrix<float> derivative = Matrix<float>::NullaryExpr(size, batch, noise);
    const auto steps = stepSizesFromWeight(40.0, 1.0);
    Matrix<float> product = Matrix<float>::Zero(size, batch);
    ParameterGradient<float> gradient;

    const PackedOperator packed(K);
    GradientSolver solver;
    double productSeconds = std::numeric_limits<double>::infinity();
    auto forward = productSeconds, full = productSeconds, truncated = productSeconds;
    // Alternating, so that other load affects all of them equally; the first round is a warm-up.
    for (int round = 0; round <= rounds; ++round)
    {
        const double multiply = secondsOf(
            [&]
            {
                for (int i = 0; i < iterations; ++i)
                    addProduct(packed, 1.0f, frames.input, product);
            });
        const double solve = secondsOf([&] { solver.solve(packed, steps, frames, iterations); });
        const double fullStep = secondsOf(
            [&]
            {
                solver.solve(packed, steps, frames, iterations, Keep::all);
                gradient = solver.backPropagate(derivative, PrimalMask::cell);
            });
        const double truncatedStep = secondsOf(
            [&]
            {
                solver.solve(packed, steps, frames, iterations, Keep::last);
                gradient = solver.backPropagate(derivative, PrimalMask::cell, backwardSteps);
            });
        if (round == 0)
            continue;
        productSeconds = std::min(productSeconds, multiply);
        forward = std::min(forward, solve);
        full = std::min(full, fullStep);
        truncated = std::min(truncated, truncatedStep);
    }

    constexpr double perProduct = 2.0 * size * size * batch;
    TrainingFigures bench;
    bench.iterations = iterations;
    bench.backwardSteps = backwardSteps;
    bench.instructionSet = productKernels().instructionSet;
    bench.productGigaflops = perProduct * iterations / productSeconds / 1e9;
    bench.forwardMilliseconds = 1e3 * forward;
    bench.fullMilliseconds = 1e3 * full;
    bench.truncatedMilliseconds = 1e3 * truncated;
    // Two products per iteration in the forward pass, two in the backward pass, and two for the gradient of K.
    bench.fullShare = 6.0 * productSeconds / full;
    bench.fullPerForward = full / forward;
    bench.truncatedPerIteration = truncated / (forward / iterations);
    return bench;
}

} // namespace dequantizer
