#include "Algorithm/RandomProblem.h"
#include "Catch.h"
#include "Training/PeakMemory.h"

#include "Training/GradientSolver.h"

using namespace dequantizer;

namespace
{
constexpr Eigen::Index rows = 48, frameLength = 40, batch = 16;

std::size_t peakOfStep(int iterations, Keep keep)
{
    std::mt19937 generator(1);
    const PackedOperator K(randomMatrix<float>(rows, frameLength, generator));
    const auto frames = randomFrames<float>(frameLength, batch, generator);
    const auto derivative = randomMatrix<float>(frameLength, batch, generator);
    const auto steps = stepsFor(K.matrix(), 1.0);
    const PeakMemory peak;
    GradientSolver solver;
    solver.solve(K, steps, frames, iterations, keep);
    static_cast<void>(solver.backPropagate(derivative, PrimalMask::cell, 20));
    return peak.bytes();
}
} // namespace

TEST_CASE("The memory of a truncated step does not grow with the iterations", "[memory]")
{
    peakOfStep(1, Keep::last); // for one-time allocations
    const auto few = peakOfStep(30, Keep::last);
    CHECK(few > sizeof(float) * 2 * (rows + frameLength) * batch);
    CHECK(peakOfStep(1000, Keep::last) == few);
}

TEST_CASE("The memory of a full step is that of its iterates", "[memory]")
{
    peakOfStep(1, Keep::all);
    const auto few = peakOfStep(30, Keep::all);
    const auto many = peakOfStep(330, Keep::all);
    const auto perIteration = sizeof(float) * 2 * (rows + frameLength) * batch;
    CHECK(many - few >= 300 * perIteration);
    CHECK(static_cast<double>(many - few) <= 1.1 * 300.0 * static_cast<double>(perIteration));
}
