#include "Algorithm/RandomProblem.h"
#include "Algorithm/SchemeBackPropagation.h"
#include "Catch.h"

#include "Algorithm/FullBackPropagation.h"
#include "Algorithm/ImplicitGradient.h"
#include "Algorithm/TruncatedBackPropagation.h"

#include <algorithm>

using namespace dequantizer;

namespace
{
struct SchemeCase
{
    Matrix<double> K;
    StepSizes steps;
    IterationScheme scheme;
    CellFrames<double> frames;
    Matrix<double> clean;
    int iterations;

    [[nodiscard]] double loss(const Matrix<double>& y) const { return 0.5 * (y - clean).squaredNorm(); }
    [[nodiscard]] Matrix<double> lossGradient(const Matrix<double>& y) const { return y - clean; }
};

SchemeCase schemeCase(SolverAlgorithm algorithm, Eigen::Index rows, int iterations, unsigned seed)
{
    std::mt19937 generator(seed);
    SchemeCase problem;
    problem.K = randomMatrix<double>(rows, 12, generator);
    problem.frames = randomFrames<double>(12, 3, generator);
    problem.clean = problem.frames.input + 0.1 * randomMatrix<double>(12, 3, generator);
    problem.steps = stepsFor(problem.K, algorithm == SolverAlgorithm::restarted ? 1.0 : 0.9);
    problem.scheme = {algorithm, 1.4, 0.2};
    if (algorithm == SolverAlgorithm::restarted)
        problem.scheme = IterationScheme::of(algorithm, 1.0, 0.0);
    problem.iterations = iterations;
    return problem;
}

// The loss, and everything that is constant between two kinks of it.
struct SchemePoint
{
    double loss;
    std::vector<int> branches;
};

SchemePoint schemePoint(const SchemeCase& problem)
{
    SchemeHistory<double> history;
    const auto& last =
        solveScheme(problem.K, problem.steps, problem.frames, problem.scheme, problem.iterations, history);
    SchemePoint point{problem.loss(last.primal), {}};
    for (std::size_t l = 0; l < history.iterates.size(); ++l)
    {
        const auto& iterate = history.iterates[l];
        for (Eigen::Index i = 0; i < iterate.primalArgument.size(); ++i)
            point.branches.push_back((iterate.primalArgument(i) < problem.frames.lower(i) ? 1 : 0) +
                                     (iterate.primalArgument(i) > problem.frames.upper(i) ? 2 : 0));
        for (Eigen::Index i = 0; i < iterate.dualArgument.size(); ++i)
            point.branches.push_back((iterate.dualArgument(i) < -1.0 ? 1 : 0) +
                                     (iterate.dualArgument(i) > 1.0 ? 2 : 0));
        point.branches.insert(point.branches.end(), history.averaged[l].begin(), history.averaged[l].end());
    }
    return point;
}

SchemeGradient<double> schemeGradient(const SchemeCase& problem)
{
    SchemeHistory<double> history;
    const auto& last =
        solveScheme(problem.K, problem.steps, problem.frames, problem.scheme, problem.iterations, history);
    return backPropagateScheme(problem.K, problem.steps, problem.frames, PrimalMask::cell, problem.scheme, history,
                               problem.lossGradient(last.primal));
}

// Compares the derivative along a change of the problem with a central difference.
template <typename Change>
void checkDerivative(const SchemeCase& problem, double derivative, Change&& change)
{
    constexpr double h = 1e-6;
    auto below = problem, above = problem;
    change(below, -h);
    change(above, h);
    const auto one = schemePoint(below), other = schemePoint(above);
    REQUIRE(one.branches == other.branches);
    CHECK((other.loss - one.loss) / (2.0 * h) == Approx(derivative).epsilon(1e-6));
}
} // namespace

TEST_CASE("The full gradient of a scheme equals central differences", "[schemes]")
{
    const auto algorithm =
        GENERATE(SolverAlgorithm::overRelaxed, SolverAlgorithm::inertial, SolverAlgorithm::alternatingDirections);
    const auto rows = GENERATE(as<Eigen::Index>(), 9, 15);
    CAPTURE(static_cast<int>(algorithm), rows);
    const auto problem = schemeCase(algorithm, rows, 7, 41u);
    const auto gradient = schemeGradient(problem);
    REQUIRE(gradient.relaxation != 0.0);
    checkDerivative(problem, gradient.sigma, [](SchemeCase& at, double h) { at.steps.sigma += h; });
    checkDerivative(problem, gradient.tau, [](SchemeCase& at, double h) { at.steps.tau += h; });
    checkDerivative(problem, gradient.theta, [](SchemeCase& at, double h) { at.steps.theta += h; });
    checkDerivative(problem, gradient.relaxation, [](SchemeCase& at, double h) { at.scheme.relaxation += h; });
    checkDerivative(problem, gradient.inertia, [](SchemeCase& at, double h) { at.scheme.inertia += h; });
    std::mt19937 generator(42);
    for (int i = 0; i < 3; ++i)
    {
        const auto direction = randomMatrix<double>(rows, 12, generator);
        checkDerivative(problem, direction.cwiseProduct(gradient.K).sum(),
                        [&](SchemeCase& at, double h) { at.K += h * direction; });
    }
}

TEST_CASE("The full gradient with restarts is that for the decisions taken", "[schemes]")
{
    // A problem without a kink within the step of the differences, with fused multiplications and additions and
    // without.
    const auto problem = schemeCase(SolverAlgorithm::restarted, 6, GENERATE(40, 100), 44u);
    SchemeHistory<double> history;
    static_cast<void>(
        solveScheme(problem.K, problem.steps, problem.frames, problem.scheme, problem.iterations, history));
    int toCurrent = 0, toAverage = 0;
    for (const auto& averaged : history.averaged)
        for (const int count : averaged)
        {
            toCurrent += count == 1 ? 1 : 0;
            toAverage += count > 1 ? 1 : 0;
        }
    CAPTURE(toCurrent, toAverage);
    REQUIRE(toAverage > 0);
    REQUIRE(toCurrent + toAverage > 3);
    const auto gradient = schemeGradient(problem);
    REQUIRE(gradient.K.norm() > 1e-6);
    checkDerivative(problem, gradient.sigma, [](SchemeCase& at, double h) { at.steps.sigma += h; });
    checkDerivative(problem, gradient.tau, [](SchemeCase& at, double h) { at.steps.tau += h; });
    std::mt19937 generator(44);
    const auto direction = randomMatrix<double>(6, 12, generator);
    checkDerivative(problem, direction.cwiseProduct(gradient.K).sum(),
                    [&](SchemeCase& at, double h) { at.K += h * direction; });
}

TEST_CASE("Gradients of schemes without relaxation and inertia are those of Chambolle-Pock", "[schemes]")
{
    auto problem = schemeCase(SolverAlgorithm::chambollePock, 14, 9, 45u);
    problem.scheme = {};
    PrimalDualHistory<double> history;
    const auto last = solvePrimalDual(problem.K, problem.steps, problem.frames, problem.iterations, history);
    const auto derivative = problem.lossGradient(last.primal);
    const auto close = [](const ParameterGradient<double>& one, const ParameterGradient<double>& other)
    {
        CHECK((one.K - other.K).norm() <= 1e-12 * other.K.norm());
        CHECK(one.sigma == Approx(other.sigma).epsilon(1e-11));
        CHECK(one.tau == Approx(other.tau).epsilon(1e-11));
        CHECK(one.theta == Approx(other.theta).epsilon(1e-11));
    };
    const auto truncated =
        backPropagateTruncated(problem.K, problem.steps, problem.frames, PrimalMask::cell, last, derivative, 5);
    close(schemeGradient(problem),
          backPropagate(problem.K, problem.steps, problem.frames, PrimalMask::cell, history, derivative));
    const auto iterate = solveScheme(problem.K, problem.steps, problem.frames, problem.scheme, problem.iterations);
    close(backPropagateSchemeTruncated(problem.K, problem.steps, problem.frames, PrimalMask::cell, problem.scheme,
                                       iterate, derivative, 5),
          truncated);
}

TEST_CASE("Far from the start, full, truncated and implicit gradients of all schemes agree", "[schemes]")
{
    // A square generic K, whose problem has a unique solution that the masks determine.
    const auto algorithm =
        GENERATE(SolverAlgorithm::chambollePock, SolverAlgorithm::overRelaxed, SolverAlgorithm::inertial,
                 SolverAlgorithm::alternatingDirections, SolverAlgorithm::restarted);
    CAPTURE(static_cast<int>(algorithm));
    auto problem = schemeCase(algorithm, 12, 6000, 46u);
    problem.steps.theta = 1.0;
    problem.scheme = IterationScheme::of(algorithm, 1.4, 0.2);
    SchemeHistory<double> history;
    const auto& last =
        solveScheme(problem.K, problem.steps, problem.frames, problem.scheme, problem.iterations, history);
    const auto derivative = problem.lossGradient(last.primal);
    const auto implicit = implicitGradient(problem.K, problem.frames, PrimalMask::cell, last.primalArgument,
                                           last.dualArgument, last.primal, derivative, 100, 1e-14);
    REQUIRE(implicit.K.norm() > 1e-3);
    const auto truncated = backPropagateSchemeTruncated(problem.K, problem.steps, problem.frames, PrimalMask::cell,
                                                        problem.scheme, last, derivative, 6000);
    const auto full = backPropagateScheme(problem.K, problem.steps, problem.frames, PrimalMask::cell, problem.scheme,
                                          history, derivative);
    CHECK((truncated.K - implicit.K).norm() < 1e-6 * implicit.K.norm());
    CHECK((full.K - implicit.K).norm() < 1e-6 * implicit.K.norm());
    CHECK(implicit.sigma == 0.0);
    CHECK(implicit.tau == 0.0);
}

TEST_CASE("The implicit gradient with few steps or empty masks is finite", "[schemes]")
{
    std::mt19937 generator(47);
    const auto K = randomMatrix<double>(9, 12, generator);
    const auto frames = randomFrames<double>(12, 2, generator);
    const auto derivative = randomMatrix<double>(12, 2, generator);
    const auto iterate = solvePrimalDual(K, stepsFor(K, 1.0), frames, 5);
    const auto gradient = [&](const Matrix<double>& dualArgument, int steps)
    {
        return implicitGradient(K, frames, PrimalMask::cell, iterate.primalArgument, dualArgument, iterate.primal,
                                derivative, steps)
            .K;
    };
    CHECK(gradient(iterate.dualArgument, 0).isZero(0.0));
    const Matrix<double> beyond = Matrix<double>::Constant(9, 2, 2.0);
    CHECK(gradient(beyond, 10).isZero(0.0));
    CHECK(gradient(iterate.dualArgument, 1).norm() > 0.0);
    CHECK((gradient(iterate.dualArgument, 1000) - gradient(iterate.dualArgument, 40)).norm() <
          1e-4 * gradient(iterate.dualArgument, 40).norm());
}
