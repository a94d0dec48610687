#include "Algorithm/RandomProblem.h"
#include "Catch.h"

#include "Algorithm/FullBackPropagation.h"
#include "Algorithm/TruncatedBackPropagation.h"
#include "Training/GradientSolver.h"

using namespace dequantizer;
using dequantizer_kernels::Keep;

namespace
{
struct Sizes
{
    Eigen::Index rows, frameLength, batch;
};

void checkClose(const ParameterGradient<float>& one, const ParameterGradient<float>& other)
{
    CHECK((one.K - other.K).norm() <= 1e-4f * other.K.norm());
    CHECK(one.sigma == Approx(other.sigma).epsilon(1e-3));
    CHECK(one.tau == Approx(other.tau).epsilon(1e-3));
    CHECK(one.theta == Approx(other.theta).epsilon(1e-3).margin(1e-6));
}
} // namespace

TEST_CASE("The kernels of every instruction set agree with the templates", "[kernels]")
{
    // Sizes that are and are not multiples of a vector, and a batch of one.
    const auto sizes = GENERATE(Sizes{48, 64, 8}, Sizes{37, 29, 3}, Sizes{16, 33, 1});
    const auto mask = GENERATE(PrimalMask::cell, PrimalMask::widened);
    constexpr int iterations = 6;
    constexpr int backwardSteps = 4;
    std::mt19937 generator(11);
    const auto K = randomMatrix<float>(sizes.rows, sizes.frameLength, generator);
    const auto frames = randomFrames<float>(sizes.frameLength, sizes.batch, generator);
    const auto derivative = randomMatrix<float>(sizes.frameLength, sizes.batch, generator);
    const auto steps = stepsFor(K, 0.9);

    PrimalDualHistory<float> history;
    const auto last = solvePrimalDual(K, steps, frames, iterations, history);
    const auto full = backPropagate(K, steps, frames, mask, history, derivative);
    const auto truncated = backPropagateTruncated(K, steps, frames, mask, last, derivative, backwardSteps);

    REQUIRE(!usableKernels().empty());
    for (const auto* kernels : usableKernels())
    {
        CAPTURE(kernels->name);
        GradientSolver solver(*kernels);
        CHECK((solver.solve(K, steps, frames, iterations) - last.primal).norm() <= 1e-5f * last.primal.norm());
        solver.solve(K, steps, frames, iterations, Keep::all);
        checkClose(solver.backPropagate(derivative, mask), full);
        // A second time on the same memory, after another size.
        solver.solve(K, steps, {frames.input.leftCols(1), frames.lower.leftCols(1), frames.upper.leftCols(1)}, 2,
                     Keep::all);
        solver.solve(K, steps, frames, iterations, Keep::last);
        checkClose(solver.backPropagate(derivative, mask, backwardSteps), truncated);
    }
}
