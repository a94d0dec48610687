#include "Algorithm/NaivePrimalDual.h"
#include "Algorithm/RandomProblem.h"
#include "Catch.h"
#include "Realtime/FixedPointFrameSolver.h"
#include "Realtime/FusedFrameSolver.h"
#include "Realtime/MakeFrameSolver.h"
#include "Skip.h"

#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
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

// A kind of solver: an arithmetic on an instruction set.
struct Candidate
{
    std::string name;
    std::function<std::unique_ptr<FrameSolver>(const Matrix<float>& K, int channels)> make;
};

std::vector<Candidate> floatingPointCandidates()
{
    std::vector<Candidate> candidates;
    for (const auto* kernels : availableFusedKernels())
        candidates.push_back({std::string("float ") + kernels->instructionSet,
                              [kernels](const Matrix<float>& K, int channels)
                              { return std::make_unique<FusedFrameSolver>(K, channels, *kernels); }});
    return candidates;
}

std::vector<Candidate> fixedPointCandidates()
{
    std::vector<Candidate> candidates;
    for (const auto* kernels : availableFixedPointKernels())
        candidates.push_back({std::string("fixed ") + kernels->instructionSet,
                              [kernels](const Matrix<float>& K, int channels)
                              { return std::make_unique<FixedPointFrameSolver>(K, channels, *kernels); }});
    return candidates;
}

std::vector<Candidate> allCandidates()
{
    auto candidates = floatingPointCandidates();
    for (auto& candidate : fixedPointCandidates())
        candidates.push_back(std::move(candidate));
    return candidates;
}

Matrix<double> solve(FrameSolver& solver, const CellFrames<float>& frames, const StepSizes& steps, int iterations)
{
    fill(solver, frames);
    solver.start(steps);
    solver.advance(solver.portions(iterations));
    return solutionOf(solver, frames.input.cols());
}

bool insideCells(const Matrix<double>& solution, const CellFrames<float>& frames)
{
    return (solution.array() >= frames.lower.cast<double>().array()).all() &&
           (solution.array() <= frames.upper.cast<double>().array()).all();
}

struct Shape
{
    Eigen::Index rows, columns, channels;
};

// k < n, k = n, k > n; less than a vector and a block, whole ones, and one more; every number of channels from 1 to 9.
constexpr Shape shapes[] = {{1, 1, 1},   {7, 12, 1},  {16, 16, 2}, {23, 9, 3},  {33, 65, 4},
                            {80, 97, 5}, {72, 48, 6}, {17, 31, 7}, {64, 40, 8}, {39, 50, 9}};
} // namespace

TEST_CASE("The float solver equals a plain one in double precision, on every instruction set", "[realtime]")
{
    const double theta = GENERATE(0.0, 0.5, 1.0);
    std::mt19937 generator(21);
    for (const auto& shape : shapes)
    {
        const auto K = randomMatrix<float>(shape.rows, shape.columns, generator);
        const auto frames = randomFrames<float>(shape.columns, shape.channels, generator);
        const auto steps = stepsFor(K, theta);
        const auto expected = naivePrimalDual(K, steps, frames, 30);
        for (const auto& candidate : floatingPointCandidates())
        {
            CAPTURE(shape.rows, shape.columns, shape.channels, theta, candidate.name);
            const auto solver = candidate.make(K, static_cast<int>(shape.channels));
            const auto solution = solve(*solver, frames, steps, 30);
            CHECK((solution - expected).cwiseAbs().maxCoeff() < 1e-5);
            CHECK(insideCells(solution, frames)); // exactly, without a tolerance
        }
    }
}

TEST_CASE("The fixed-point solver equals a plain one in double precision to its resolution", "[realtime]")
{
    const double theta = GENERATE(0.0, 0.5, 1.0);
    std::mt19937 generator(26);
    for (const auto& shape : shapes)
    {
        const auto K = randomMatrix<float>(shape.rows, shape.columns, generator);
        const auto frames = randomFrames<float>(shape.columns, shape.channels, generator);
        const auto steps = stepsFor(K, theta);
        const double widestCell = static_cast<double>((frames.upper - frames.lower).maxCoeff());
        for (const auto& candidate : fixedPointCandidates())
        {
            CAPTURE(shape.rows, shape.columns, shape.channels, theta, candidate.name);
            const auto solver = candidate.make(K, static_cast<int>(shape.channels));
            // One iteration: K to 13 bits of each row's largest element, psi to 15.
            CHECK((solve(*solver, frames, steps, 1) - naivePrimalDual(K, steps, frames, 1)).cwiseAbs().maxCoeff() <
                  1e-4);
            // At a flat minimum, a slightly different K gives a different solution, so the mean tells more than the
            // largest difference.
            const auto solution = solve(*solver, frames, steps, 30);
            const Matrix<double> difference = solution - naivePrimalDual(K, steps, frames, 30);
            CHECK(std::sqrt(difference.squaredNorm() / static_cast<double>(difference.size())) < 1e-3 * widestCell);
            CHECK(insideCells(solution, frames));
        }
    }
}

TEST_CASE("In fixed point every instruction set gives the same samples, bit for bit", "[realtime]")
{
    const auto candidates = fixedPointCandidates();
    if (candidates.size() < 2)
        return skip("this processor has only one instruction set to compare");
    std::mt19937 generator(27);
    for (const auto& shape : {Shape{23, 9, 3}, Shape{80, 97, 5}, Shape{200, 320, 2}, Shape{40, 961, 1}})
    {
        const auto K = randomMatrix<float>(shape.rows, shape.columns, generator);
        const auto frames = randomFrames<float>(shape.columns, shape.channels, generator);
        std::optional<Matrix<double>> expected;
        for (const auto& candidate : candidates)
        {
            CAPTURE(shape.rows, shape.columns, shape.channels, candidate.name);
            const auto solver = candidate.make(K, static_cast<int>(shape.channels));
            const auto solution = solve(*solver, frames, stepsFor(K, 1.0), 20);
            CHECK(solution == expected.value_or(solution));
            expected = solution;
        }
    }
}

TEST_CASE("The integers of the fixed-point solver hold the largest possible sums", "[realtime]")
{
    // Every product has the largest size and the same sign: rows of ones, a constant frame, duals that reach their
    // limit.
    const Eigen::Index n = GENERATE(8, 300, 1000);
    const Matrix<float> K = Matrix<float>::Ones(24, n);
    const CellFrames<float> frames{Matrix<float>::Ones(n, 2), Matrix<float>::Constant(n, 2, 0.5f),
                                   Matrix<float>::Constant(n, 2, 1.5f)};
    const auto steps = stepsFor(K, 1.0);
    for (const auto& candidate : fixedPointCandidates())
    {
        CAPTURE(n, candidate.name);
        const auto solver = candidate.make(K, 2);
        for (const int iterations : {1, 2, 5})
            CHECK((solve(*solver, frames, steps, iterations) - naivePrimalDual(K, steps, frames, iterations))
                      .cwiseAbs()
                      .maxCoeff() < 2e-4);
    }
}

TEST_CASE("Rows of very different magnitudes, and rows of zeros, are solved correctly", "[realtime]")
{
    std::mt19937 generator(28);
    auto K = randomMatrix<float>(24, 40, generator);
    for (Eigen::Index row = 0; row < K.rows(); ++row)
        K.row(row) *= std::pow(10.0f, -static_cast<float>(row % 5));
    K.row(3).setZero();
    K.middleRows(8, 8).setZero();
    const auto frames = randomFrames<float>(40, 3, generator);
    const auto steps = stepsFor(K, 1.0);
    const auto expected = naivePrimalDual(K, steps, frames, 10);
    for (const auto& candidate : allCandidates())
    {
        CAPTURE(candidate.name);
        const auto solver = candidate.make(K, 3);
        const Matrix<double> difference = solve(*solver, frames, steps, 10) - expected;
        CHECK(std::sqrt(difference.squaredNorm() / static_cast<double>(difference.size())) < 1e-4);
    }
}

TEST_CASE("Cells of zero width return the input", "[realtime]")
{
    std::mt19937 generator(29);
    const auto K = randomMatrix<float>(24, 40, generator);
    const auto x = randomMatrix<float>(40, 2, generator);
    for (const auto& candidate : allCandidates())
    {
        CAPTURE(candidate.name);
        const auto solver = candidate.make(K, 2);
        CHECK(solve(*solver, {x, x, x}, stepsFor(K, 1.0), 10) == x.cast<double>());
    }
}

TEST_CASE("A solver starts again with every frame", "[realtime]")
{
    std::mt19937 generator(24);
    const auto K = randomMatrix<float>(20, 33, generator);
    const auto first = randomFrames<float>(33, 3, generator);
    const auto second = randomFrames<float>(33, 3, generator);
    for (const auto& candidate : allCandidates())
    {
        CAPTURE(candidate.name);
        const auto used = candidate.make(K, 3), fresh = candidate.make(K, 3);
        fill(*used, first);
        used->start(stepsFor(K, 0.5));
        used->advance(used->portions(7) + 2); // stops within an iteration
        CHECK(solve(*used, second, stepsFor(K, 1.0), 9) == solve(*fresh, second, stepsFor(K, 1.0), 9));
    }
}

TEST_CASE("The solution of a channel does not depend on the other channels", "[realtime]")
{
    std::mt19937 generator(25);
    const auto K = randomMatrix<float>(45, 70, generator);
    const auto frames = randomFrames<float>(70, 5, generator);
    for (const auto& candidate : allCandidates())
    {
        CAPTURE(candidate.name);
        const auto together = candidate.make(K, 5), alone = candidate.make(K, 1);
        const auto solution = solve(*together, frames, stepsFor(K, 1.0), 10);
        for (Eigen::Index channel = 0; channel < 5; ++channel)
        {
            const CellFrames<float> one{frames.input.col(channel), frames.lower.col(channel),
                                        frames.upper.col(channel)};
            CHECK(solve(*alone, one, stepsFor(K, 1.0), 10) == solution.col(channel));
        }
    }
}

TEST_CASE("The division of the work does not change the solution", "[realtime]")
{
    std::mt19937 generator(22);
    const auto K = randomMatrix<float>(37, 30, generator);
    const auto frames = randomFrames<float>(30, 3, generator);
    for (const auto& candidate : allCandidates())
    {
        CAPTURE(candidate.name);
        const auto whole = candidate.make(K, 3), divided = candidate.make(K, 3);
        REQUIRE(whole->portions(1) > 1);
        fill(*divided, frames);
        divided->start(stepsFor(K, 1.0));
        const long total = divided->portions(12);
        for (long done = 0; done < total;)
        {
            const long portions = std::min(total - done, static_cast<long>(generator() % 7));
            divided->advance(portions);
            done += portions;
        }
        CHECK(solve(*whole, frames, stepsFor(K, 1.0), 12) == solutionOf(*divided, 3));
    }
}

TEST_CASE("A solver with internal overflow still stays in the cells", "[realtime]")
{
    std::mt19937 generator(23);
    const Matrix<float> K = 1e30f * randomMatrix<float>(8, 8, generator);
    const auto frames = randomFrames<float>(8, 3, generator);
    const double infinity = std::numeric_limits<double>::infinity();
    for (const StepSizes& steps :
         {StepSizes{1e30, 1e30, 1.0}, StepSizes{infinity, infinity, 1.0}, StepSizes{std::nan(""), std::nan(""), 1.0}})
        for (const auto& candidate : allCandidates())
        {
            CAPTURE(steps.sigma, candidate.name);
            const auto solver = candidate.make(K, 3);
            CHECK(insideCells(solve(*solver, frames, steps, 5), frames));
        }
}

TEST_CASE("The best instruction set is among those tested and is the default", "[realtime]")
{
    const auto floating = availableFusedKernels();
    REQUIRE_FALSE(floating.empty());
    CHECK(floating.front() == &fusedKernels());
    const auto fixed = availableFixedPointKernels();
    CHECK((fixed.empty() ? nullptr : fixed.front()) == fixedPointKernels());

    Model model;
    model.K = Matrix<float>::Identity(4, 4);
    const auto solver = makeFrameSolver(model, 1, model.hop, Arithmetic::fixedPoint);
    CHECK((dynamic_cast<FixedPointFrameSolver*>(solver.get()) != nullptr) == (fixedPointKernels() != nullptr));
    const auto floatingSolver = makeFrameSolver(model, 1, model.hop, Arithmetic::floatingPoint);
    CHECK(dynamic_cast<FusedFrameSolver*>(floatingSolver.get()) != nullptr);
}
