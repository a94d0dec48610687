#include "Algorithm/RandomProblem.h"
#include "Catch.h"
#include "Training/NaiveGradients.h"

#include "Algorithm/FullBackPropagation.h"
#include "Algorithm/TruncatedBackPropagation.h"
#include "Training/Loss.h"

#include <algorithm>
#include <memory>

using namespace dequantizer;

namespace
{
// At this rate a frame of the tests lasts 20 ms, so that it is one frame of the perceptual loss.
constexpr Eigen::Index frameLength = 24;
constexpr double sampleRate = 1200.0;

struct Case
{
    Matrix<double> K;
    StepSizes steps;
    CellFrames<double> frames;
    Matrix<double> clean;
    int iterations;
};

Case randomCase(Eigen::Index rows, double theta, int iterations, unsigned seed)
{
    std::mt19937 generator(seed);
    Case problem;
    problem.K = randomMatrix<double>(rows, frameLength, generator);
    problem.frames = randomFrames<double>(frameLength, 3, generator);
    problem.clean = problem.frames.input + 0.1 * randomMatrix<double>(frameLength, 3, generator);
    problem.steps = stepsFor(problem.K, theta);
    problem.iterations = iterations;
    return problem;
}

// The summed loss of all columns, and its derivative with respect to them.
double lossOf(const Loss& loss, const Matrix<double>& clean, const Matrix<double>& restored, Matrix<double>& derivative)
{
    derivative.resize(clean.rows(), clean.cols());
    const auto size = static_cast<std::size_t>(clean.rows());
    double sum = 0.0;
    for (Eigen::Index m = 0; m < clean.cols(); ++m)
        sum += loss.evaluate({clean.col(m).data(), size}, {restored.col(m).data(), size},
                             {derivative.col(m).data(), size});
    return sum;
}

// The masks of every iteration: if they differ between two points, there is a kink in between.
using Masks = std::vector<Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic>>;

Masks masksOf(const Case& problem, const PrimalDualHistory<double>& history)
{
    Masks masks;
    const auto batch = problem.frames.input.cols();
    for (int l = 0; l < problem.iterations; ++l)
    {
        const auto primal = history.primalArgument.middleCols(l * batch, batch).array();
        masks.push_back(primal < problem.frames.lower.array());
        masks.push_back(primal > problem.frames.upper.array());
        const auto dual = history.dualArgument.middleCols(l * batch, batch).array();
        masks.push_back(dual < -1.0);
        masks.push_back(dual > 1.0);
    }
    return masks;
}

bool equal(const Masks& one, const Masks& other)
{
    return std::equal(one.begin(), one.end(), other.begin(),
                      [](const auto& a, const auto& b) { return (a == b).all(); });
}

// A direction for derivatives: the changes of K, sigma, tau and theta.
struct Direction
{
    Matrix<double> K;
    double sigma, tau, theta;
};

// The central difference along `direction`. Fails the test if there is a kink in between: the case is then unsuitable.
double centralDifference(const Case& problem, const Loss& loss, const Direction& direction)
{
    constexpr double h = 1e-6;
    double values[2];
    Masks masks[2];
    for (int side = 0; side < 2; ++side)
    {
        const double step = side == 0 ? -h : h;
        auto moved = problem;
        moved.K += step * direction.K;
        moved.steps.sigma += step * direction.sigma;
        moved.steps.tau += step * direction.tau;
        moved.steps.theta += step * direction.theta;
        PrimalDualHistory<double> history;
        const auto last = solvePrimalDual(moved.K, moved.steps, moved.frames, moved.iterations, history);
        Matrix<double> ignored;
        values[side] = lossOf(loss, moved.clean, last.primal, ignored);
        masks[side] = masksOf(moved, history);
    }
    REQUIRE(equal(masks[0], masks[1]));
    return (values[1] - values[0]) / (2.0 * h);
}

ParameterGradient<double> fullGradient(const Case& problem, const Loss& loss, PrimalMask mask = PrimalMask::cell)
{
    PrimalDualHistory<double> history;
    const auto last = solvePrimalDual(problem.K, problem.steps, problem.frames, problem.iterations, history);
    Matrix<double> derivative;
    lossOf(loss, problem.clean, last.primal, derivative);
    return backPropagate(problem.K, problem.steps, problem.frames, mask, history, derivative);
}

void checkEqual(const ParameterGradient<double>& one, const ParameterGradient<double>& other)
{
    CHECK((one.K - other.K).norm() <= 1e-12 * other.K.norm());
    CHECK(one.sigma == Approx(other.sigma).epsilon(1e-11));
    CHECK(one.tau == Approx(other.tau).epsilon(1e-11));
    CHECK(one.theta == Approx(other.theta).epsilon(1e-11));
}
} // namespace

TEST_CASE("The full gradient equals central differences", "[gradient]")
{
    const auto lossName = GENERATE(as<std::string>(), "mse", "perceptual");
    const auto rows = GENERATE(as<Eigen::Index>(), 17, 24, 31);
    const double theta = GENERATE(0.0, 0.4, 1.0);
    CAPTURE(lossName, rows, theta);
    const auto loss = makeLoss(lossName, sampleRate);
    const auto problem = randomCase(rows, theta, 7, 100u + static_cast<unsigned>(rows));
    const auto gradient = fullGradient(problem, *loss);

    const auto zero = Matrix<double>::Zero(rows, frameLength);
    const auto check = [&](const Direction& direction, double derivative)
    {
        REQUIRE(derivative != 0.0);
        CHECK(centralDifference(problem, *loss, direction) == Approx(derivative).epsilon(1e-6));
    };
    check({zero, 1.0, 0.0, 0.0}, gradient.sigma);
    check({zero, 0.0, 1.0, 0.0}, gradient.tau);
    check({zero, 0.0, 0.0, 1.0}, gradient.theta);

    std::mt19937 generator(5);
    for (int i = 0; i < 4; ++i)
    {
        const auto direction = randomMatrix<double>(rows, frameLength, generator);
        check({direction, 0.0, 0.0, 0.0}, direction.cwiseProduct(gradient.K).sum());
    }
}

TEST_CASE("The full gradient equals a naive recursion, with either mask", "[gradient]")
{
    const auto mask = GENERATE(PrimalMask::cell, PrimalMask::widened);
    const auto loss = makeLoss("mse", sampleRate);
    const auto problem = randomCase(19, 0.7, 6, 3);
    PrimalDualHistory<double> history;
    const auto last = solvePrimalDual(problem.K, problem.steps, problem.frames, problem.iterations, history);
    Matrix<double> derivative;
    lossOf(*loss, problem.clean, last.primal, derivative);
    const auto naive =
        naiveFullGradient(problem.K, problem.steps, problem.frames, problem.iterations, mask, derivative);
    checkEqual(backPropagate(problem.K, problem.steps, problem.frames, mask, history, derivative), naive);
}

TEST_CASE("The truncated gradient equals its definition", "[gradient]")
{
    const auto mask = GENERATE(PrimalMask::cell, PrimalMask::widened);
    const int backwardSteps = GENERATE(0, 1, 5, 12);
    CAPTURE(backwardSteps);
    const auto loss = makeLoss("perceptual", sampleRate);
    // 12 iterations, so that the last case is b = L.
    const auto problem = randomCase(29, 1.0, 12, 4);
    const auto last = solvePrimalDual(problem.K, problem.steps, problem.frames, problem.iterations);
    Matrix<double> derivative;
    lossOf(*loss, problem.clean, last.primal, derivative);
    const auto truncated =
        backPropagateTruncated(problem.K, problem.steps, problem.frames, mask, last, derivative, backwardSteps);
    checkEqual(truncated, naiveTruncatedGradient(problem.K, problem.steps, problem.frames, problem.iterations, mask,
                                                 derivative, backwardSteps));
    if (backwardSteps == 0)
        CHECK(truncated.K.isZero(0.0));
}

TEST_CASE("Without iterations the gradient is zero", "[gradient]")
{
    const auto loss = makeLoss("mse", sampleRate);
    const auto gradient = fullGradient(randomCase(24, 1.0, 0, 6), *loss);
    CHECK(gradient.K.isZero(0.0));
    CHECK(gradient.sigma == 0.0);
    CHECK(gradient.tau == 0.0);
    CHECK(gradient.theta == 0.0);
}
