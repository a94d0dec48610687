#include "Algorithm/NaivePrimalDual.h"
#include "Algorithm/RandomProblem.h"
#include "Catch.h"
#include "Realtime/RowwiseFrameSolver.h"

#include <limits>

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

TEST_CASE("The frame solver equals a naive implementation", "[realtime]")
{
    struct Shape
    {
        Eigen::Index rows, columns, channels;
    };
    std::mt19937 generator(21);
    for (const auto& shape : {Shape{7, 12, 1}, Shape{16, 16, 2}, Shape{23, 9, 3}, Shape{64, 40, 8}, Shape{1, 1, 1}})
    {
        const double theta = GENERATE(0.0, 0.5, 1.0);
        CAPTURE(shape.rows, shape.columns, theta);
        const auto K = randomMatrix<float>(shape.rows, shape.columns, generator);
        const auto frames = randomFrames<float>(shape.columns, shape.channels, generator);
        const auto steps = stepsFor(K, theta);
        RowwiseFrameSolver solver(K, static_cast<int>(shape.channels));
        fill(solver, frames);
        solver.start(steps);
        solver.advance(30L * solver.portionsPerIteration());
        const auto expected = naivePrimalDual(K, steps, frames, 30);
        CHECK((solutionOf(solver, shape.channels) - expected).cwiseAbs().maxCoeff() < 1e-4);
    }
}

TEST_CASE("How the work is divided does not change the solution", "[realtime]")
{
    std::mt19937 generator(22);
    const auto K = randomMatrix<float>(37, 30, generator);
    const auto frames = randomFrames<float>(30, 2, generator);
    RowwiseFrameSolver whole(K, 2), divided(K, 2);
    for (auto* solver : {&whole, &divided})
    {
        fill(*solver, frames);
        solver->start(stepsFor(K, 1.0));
    }
    const long total = 12L * whole.portionsPerIteration();
    whole.advance(total);
    for (long done = 0; done < total;)
    {
        const long portions = std::min(total - done, static_cast<long>(generator() % 7));
        divided.advance(portions);
        done += portions;
    }
    CHECK(solutionOf(whole, 2) == solutionOf(divided, 2));
}

TEST_CASE("A solver that overflows inside still stays in the cells", "[realtime]")
{
    std::mt19937 generator(23);
    const Matrix<float> K = 1e30f * randomMatrix<float>(8, 8, generator);
    const auto frames = randomFrames<float>(8, 1, generator);
    RowwiseFrameSolver solver(K, 1);
    fill(solver, frames);
    solver.start({1e30, 1e30, 1.0});
    solver.advance(5L * solver.portionsPerIteration());
    const auto solution = solutionOf(solver, 1);
    CHECK((solution.array() >= frames.lower.cast<double>().array()).all());
    CHECK((solution.array() <= frames.upper.cast<double>().array()).all());
}
