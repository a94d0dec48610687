#include "Algorithm/RandomProblem.h"
#include "Catch.h"
#include "Operator/DenseBounds.h"
#include "Operator/DenseOperator.h"
#include "Operator/QuantisedTones.h"
#include "Realtime/FusedFrameSolver.h"

#include <memory>

using namespace dequantizer;

namespace
{
constexpr int learnedIterations = 6, iterations = 8;
constexpr double stepProductLimit = 0.7;

struct DenseProblem
{
    Matrix<float> K;
    DenseParameters<float> parameters;
    double delta;
    CellFrames<float> frames;
};

DenseProblem randomProblem(Eigen::Index rows, Eigen::Index columns, Eigen::Index channels, std::mt19937& generator)
{
    DenseProblem problem;
    problem.K = randomMatrix<float>(rows, columns, generator) / std::sqrt(static_cast<float>(columns));
    problem.parameters = DenseParameters<float>::zeros({0, 3, 5}, rows, 11, learnedIterations);
    problem.parameters.forEachTensor([&](const std::string&, Matrix<float>& tensor)
                                     { tensor = 0.3f * randomMatrix<float>(tensor.rows(), tensor.cols(), generator); });
    problem.parameters.logTau.array() -= 1.0f;
    problem.delta = 0.05;
    const Vector<float> delta = Vector<float>::Constant(channels, static_cast<float>(problem.delta));
    problem.frames = quantisedFrames<float>(columns, delta, generator);
    return problem;
}

Matrix<double> expectedSolution(const DenseProblem& problem)
{
    const auto toDouble = [](const Matrix<float>& matrix) { return Matrix<double>(matrix.cast<double>()); };
    const auto channels = problem.frames.input.cols();
    DenseOperator<double> K(toDouble(problem.K));
    auto parameters =
        DenseParameters<double>::zeros(problem.parameters.updateIterations, problem.K.rows(), 11, learnedIterations);
    std::vector<const Matrix<float>*> tensors;
    problem.parameters.forEachTensor([&](const std::string&, const Matrix<float>& tensor)
                                     { tensors.push_back(&tensor); });
    std::size_t next = 0;
    parameters.forEachTensor([&](const std::string&, Matrix<double>& tensor) { tensor = toDouble(*tensors[next++]); });
    DenseBounds<double> bounds(parameters, {stepProductLimit, Vector<double>::Constant(channels, problem.delta)});
    auto controls = IterationControls<double>::constant(problem.K.rows(), channels, iterations, {});
    const CellFrames<double> frames{toDouble(problem.frames.input), toDouble(problem.frames.lower),
                                    toDouble(problem.frames.upper)};
    return solveAdaptive(K, frames, iterations, bounds, controls).primal;
}

std::unique_ptr<FusedFrameSolver> started(const DenseProblem& problem, const FusedKernels& kernels)
{
    const auto channels = static_cast<int>(problem.frames.input.cols());
    auto solver =
        std::make_unique<FusedFrameSolver>(problem.K, problem.parameters, StreamTiming{16000.0, 40}, channels, kernels);
    for (int channel = 0; channel < channels; ++channel)
        for (std::size_t i = 0; i < static_cast<std::size_t>(problem.K.cols()); ++i)
        {
            const auto row = static_cast<Eigen::Index>(i);
            solver->input(channel)[i] = problem.frames.input(row, channel);
            solver->lower(channel)[i] = problem.frames.lower(row, channel);
            solver->upper(channel)[i] = problem.frames.upper(row, channel);
        }
    solver->start({stepProductLimit / problem.delta, problem.delta, 1.0});
    return solver;
}

std::vector<float> samples(const FusedFrameSolver& solver, int channel)
{
    const auto solution = solver.solution(channel);
    return {solution.begin(), solution.end()};
}
} // namespace

TEST_CASE("The solver with learned bounds equals the algorithm in double precision, on every instruction set",
          "[realtime]")
{
    struct Shape
    {
        Eigen::Index rows, columns, channels;
    };
    std::mt19937 generator(61);
    for (const auto& [rows, columns, channels] :
         {Shape{7, 12, 1}, Shape{16, 16, 2}, Shape{33, 65, 3}, Shape{80, 97, 5}, Shape{40, 600, 2}})
    {
        const auto problem = randomProblem(rows, columns, channels, generator);
        const auto expected = expectedSolution(problem);
        for (const auto* kernels : availableFusedKernels())
        {
            CAPTURE(rows, columns, channels, kernels->instructionSet);
            const auto solver = started(problem, *kernels);
            solver->advance(solver->portions(iterations));
            double difference = 0.0, moved = 0.0;
            for (int channel = 0; channel < channels; ++channel)
                for (Eigen::Index i = 0; i < columns; ++i)
                {
                    const double sample = static_cast<double>(solver->solution(channel)[static_cast<std::size_t>(i)]);
                    difference = std::max(difference, std::abs(sample - expected(i, channel)));
                    moved = std::max(moved, std::abs(sample - static_cast<double>(problem.frames.input(i, channel))));
                }
            CHECK(difference < 1e-4 * problem.delta);
            CHECK(moved > 0.1 * problem.delta);
        }
    }
}

TEST_CASE("The solver with learned bounds gives the same samples however the portions are divided", "[realtime]")
{
    std::mt19937 generator(62);
    const auto problem = randomProblem(43, 50, 3, generator);
    const auto whole = started(problem, fusedKernels());
    whole->advance(whole->portions(iterations));
    for (const long step : {1L, 2L, 7L})
    {
        CAPTURE(step);
        const auto solver = started(problem, fusedKernels());
        for (long done = 0, all = solver->portions(iterations); done < all; done += step)
            solver->advance(std::min(step, all - done));
        for (int channel = 0; channel < 3; ++channel)
            CHECK(samples(*solver, channel) == samples(*whole, channel));
    }
}

TEST_CASE("A channel with learned bounds does not depend on the others", "[realtime]")
{
    std::mt19937 generator(63);
    const auto problem = randomProblem(24, 32, 3, generator);
    const auto together = started(problem, fusedKernels());
    together->advance(together->portions(iterations));
    for (int channel = 0; channel < 3; ++channel)
    {
        auto alone = problem;
        for (auto* values : {&alone.frames.input, &alone.frames.lower, &alone.frames.upper})
            *values = values->col(channel).eval();
        const auto solver = started(alone, fusedKernels());
        solver->advance(solver->portions(iterations));
        CHECK(samples(*solver, 0) == samples(*together, channel));
    }
}
