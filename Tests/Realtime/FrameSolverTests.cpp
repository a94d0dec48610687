#include "Algorithm/NaivePrimalDual.h"
#include "Algorithm/RandomProblem.h"
#include "Catch.h"
#include "Realtime/FusedFrameSolver.h"

#include <cmath>
#include <limits>
#include <string>

using namespace dequantizer;

namespace
{
void fill(FrameSolver& solver, const CellFrames<float>& frames)
{
    for (int channel = 0; channel < static_cast<int>(frames.input.cols()); ++channel)
        for (Eigen::Index i = 0; i < frames.input.rows(); ++i)
        {
            const auto slot = static_cast<std::size_t>(i);
            solver.input(channel)[slot] = frames.input(i, channel);
            solver.lower(channel)[slot] = frames.lower(i, channel);
            solver.upper(channel)[slot] = frames.upper(i, channel);
        }
}

Matrix<double> solutionOf(const FrameSolver& solver, Eigen::Index channels)
{
    Matrix<double> solution(solver.frameLength(), channels);
    for (Eigen::Index channel = 0; channel < channels; ++channel)
        for (Eigen::Index i = 0; i < solution.rows(); ++i)
            solution(i, channel) =
                static_cast<double>(solver.solution(static_cast<int>(channel))[static_cast<std::size_t>(i)]);
    return solution;
}
} // namespace

TEST_CASE("The frame solver equals a plain one in double precision, on every instruction set", "[realtime]")
{
    struct Shape
    {
        Eigen::Index rows, columns, channels;
    };
    const double theta = GENERATE(0.0, 0.5, 1.0);
    std::mt19937 generator(21);
    // k < n, k = n, k > n; less than a vector and a block, whole ones, and one more; every number of channels from 1
    // to 9.
    for (const auto& shape : {Shape{1, 1, 1}, Shape{7, 12, 1}, Shape{16, 16, 2}, Shape{23, 9, 3}, Shape{33, 65, 4},
                              Shape{80, 97, 5}, Shape{72, 48, 6}, Shape{17, 31, 7}, Shape{64, 40, 8}, Shape{39, 50, 9}})
    {
        const auto K = randomMatrix<float>(shape.rows, shape.columns, generator);
        const auto frames = randomFrames<float>(shape.columns, shape.channels, generator);
        const auto steps = stepsFor(K, theta);
        const auto expected = naivePrimalDual(K, steps, frames, 30);
        for (const auto* kernels : availableFusedKernels())
        {
            CAPTURE(shape.rows, shape.columns, shape.channels, theta, std::string(kernels->instructionSet));
            FusedFrameSolver solver(K, static_cast<int>(shape.channels), *kernels);
            fill(solver, frames);
            solver.start(steps);
            solver.advance(30L * solver.portionsPerIteration());
            CHECK((solutionOf(solver, shape.channels) - expected).cwiseAbs().maxCoeff() < 1e-5);
            // The bounds are met exactly, not to a tolerance.
            CHECK((solutionOf(solver, shape.channels).array() >= frames.lower.cast<double>().array()).all());
            CHECK((solutionOf(solver, shape.channels).array() <= frames.upper.cast<double>().array()).all());
        }
    }
}

TEST_CASE("A solver begins anew with every frame", "[realtime]")
{
    std::mt19937 generator(24);
    const auto K = randomMatrix<float>(20, 33, generator);
    const auto first = randomFrames<float>(33, 3, generator);
    const auto second = randomFrames<float>(33, 3, generator);
    FusedFrameSolver used(K, 3), fresh(K, 3);
    fill(used, first);
    used.start(stepsFor(K, 0.5));
    used.advance(7L * used.portionsPerIteration() + 2); // stops amid an iteration
    for (auto* solver : {&used, &fresh})
    {
        fill(*solver, second);
        solver->start(stepsFor(K, 1.0));
        solver->advance(9L * solver->portionsPerIteration());
    }
    CHECK(solutionOf(used, 3) == solutionOf(fresh, 3));
}

TEST_CASE("A channel's solution does not depend on the channels beside it", "[realtime]")
{
    std::mt19937 generator(25);
    const auto K = randomMatrix<float>(45, 70, generator);
    const auto frames = randomFrames<float>(70, 5, generator);
    for (const auto* kernels : availableFusedKernels())
    {
        CAPTURE(std::string(kernels->instructionSet));
        FusedFrameSolver together(K, 5, *kernels);
        fill(together, frames);
        together.start(stepsFor(K, 1.0));
        together.advance(10L * together.portionsPerIteration());
        for (Eigen::Index channel = 0; channel < 5; ++channel)
        {
            FusedFrameSolver alone(K, 1, *kernels);
            fill(alone, {frames.input.col(channel), frames.lower.col(channel), frames.upper.col(channel)});
            alone.start(stepsFor(K, 1.0));
            alone.advance(10L * alone.portionsPerIteration());
            CHECK(solutionOf(alone, 1) == solutionOf(together, 5).col(channel));
        }
    }
}

TEST_CASE("How the work is divided does not change the solution", "[realtime]")
{
    std::mt19937 generator(22);
    const auto K = randomMatrix<float>(37, 30, generator);
    const auto frames = randomFrames<float>(30, 3, generator);
    for (const auto* kernels : availableFusedKernels())
    {
        CAPTURE(std::string(kernels->instructionSet));
        FusedFrameSolver whole(K, 3, *kernels), divided(K, 3, *kernels);
        for (auto* solver : {&whole, &divided})
        {
            fill(*solver, frames);
            solver->start(stepsFor(K, 1.0));
        }
        const long total = 12L * whole.portionsPerIteration();
        REQUIRE(whole.portionsPerIteration() > 1);
        whole.advance(total);
        for (long done = 0; done < total;)
        {
            const long portions = std::min(total - done, static_cast<long>(generator() % 7));
            divided.advance(portions);
            done += portions;
        }
        CHECK(solutionOf(whole, 3) == solutionOf(divided, 3));
    }
}

TEST_CASE("A solver that overflows inside still stays in the cells", "[realtime]")
{
    std::mt19937 generator(23);
    const Matrix<float> K = 1e30f * randomMatrix<float>(8, 8, generator);
    const auto frames = randomFrames<float>(8, 3, generator);
    const double infinity = std::numeric_limits<double>::infinity();
    for (const StepSizes& steps :
         {StepSizes{1e30, 1e30, 1.0}, StepSizes{infinity, infinity, 1.0}, StepSizes{std::nan(""), std::nan(""), 1.0}})
        for (const auto* kernels : availableFusedKernels())
        {
            CAPTURE(steps.sigma, std::string(kernels->instructionSet));
            FusedFrameSolver solver(K, 3, *kernels);
            fill(solver, frames);
            solver.start(steps);
            solver.advance(5L * solver.portionsPerIteration());
            const auto solution = solutionOf(solver, 3);
            CHECK((solution.array() >= frames.lower.cast<double>().array()).all());
            CHECK((solution.array() <= frames.upper.cast<double>().array()).all());
        }
}

TEST_CASE("This processor's best instruction set is among those tested", "[realtime]")
{
    const auto available = availableFusedKernels();
    REQUIRE_FALSE(available.empty());
    CHECK(available.front() == &fusedKernels());
}
