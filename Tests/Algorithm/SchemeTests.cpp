#include "Algorithm/RandomProblem.h"
#include "Algorithm/SchemeIteration.h"
#include "Catch.h"

#include "Algorithm/CosineTransform.h"

#include <algorithm>
#include <cmath>

using namespace dequantizer;

namespace
{
const auto everyAlgorithm = {SolverAlgorithm::chambollePock, SolverAlgorithm::overRelaxed, SolverAlgorithm::inertial,
                             SolverAlgorithm::alternatingDirections, SolverAlgorithm::restarted};

double largestGap(const Matrix<double>& K, const CellFrames<double>& frames, const SchemeIterate<double>& iterate)
{
    const Matrix<double> analysed = K * iterate.primal;
    const Matrix<double> adjoint = K.transpose() * iterate.dual;
    double largest = 0.0;
    for (Eigen::Index m = 0; m < frames.input.cols(); ++m)
        largest =
            std::max(largest, relativeGap(analysed.col(m), adjoint.col(m), frames.lower.col(m), frames.upper.col(m)));
    return largest;
}

// s -> s + rho (prox_g(2 prox_f(s) - s) - prox_f(s)) for f the indicator of the cells and g = ||K .||_1, K orthonormal:
// the relaxed Douglas-Rachford iteration (J. Eckstein & D. Bertsekas, 1992) from its definition.
Matrix<double> douglasRachford(const Matrix<double>& K, const CellFrames<double>& frames, double tau, double rho,
                               Matrix<double> s, int iterations)
{
    Matrix<double> y = frames.input;
    for (int l = 0; l < iterations; ++l)
    {
        y = s.cwiseMax(frames.lower).cwiseMin(frames.upper);
        Matrix<double> spectrum = K * (2.0 * y - s);
        spectrum = spectrum.unaryExpr([tau](double c) { return std::copysign(std::max(std::abs(c) - tau, 0.0), c); });
        s += rho * (K.transpose() * spectrum - y);
    }
    return y;
}

// min ||u||_1 + indicator(y) subject to u = K y by the alternating directions of multipliers with penalty sigma, for a
// tight frame, K^T K = I (S. Boyd et al., 2011, Section 3.1.1; w is the scaled multiplier).
Matrix<double> alternatingDirections(const Matrix<double>& K, const CellFrames<double>& frames, double sigma,
                                     int iterations)
{
    Matrix<double> y = frames.input;
    Matrix<double> w = Matrix<double>::Zero(K.rows(), y.cols());
    for (int l = 0; l < iterations; ++l)
    {
        const Matrix<double> sum = K * y + w;
        const Matrix<double> u =
            sum.unaryExpr([sigma](double c) { return std::copysign(std::max(std::abs(c) - 1.0 / sigma, 0.0), c); });
        w = sum - u;
        y = (K.transpose() * (u - w)).cwiseMax(frames.lower).cwiseMin(frames.upper);
    }
    return y;
}
} // namespace

TEST_CASE("Schemes without relaxation and inertia are the Chambolle-Pock iteration", "[schemes]")
{
    const auto algorithm =
        GENERATE(SolverAlgorithm::chambollePock, SolverAlgorithm::overRelaxed, SolverAlgorithm::inertial);
    const double theta = GENERATE(0.0, 0.6, 1.0);
    const int iterations = GENERATE(0, 1, 2, 25);
    std::mt19937 generator(31);
    const auto K = randomMatrix<double>(14, 11, generator);
    const auto frames = randomFrames<double>(11, 4, generator);
    const auto steps = stepsFor(K, theta);
    const auto scheme = solveScheme(K, steps, frames, IterationScheme::of(algorithm, 1.0, 0.0), iterations);
    const auto plain = solvePrimalDual(K, steps, frames, iterations);
    CHECK((scheme.primal - plain.primal).cwiseAbs().maxCoeff() < 1e-12);
    CHECK((scheme.dual - plain.dual).cwiseAbs().maxCoeff() < 1e-12);
    CHECK((scheme.primalArgument - plain.primalArgument).cwiseAbs().maxCoeff() < 1e-12);
    CHECK((scheme.dualArgument - plain.dualArgument).cwiseAbs().maxCoeff() < 1e-12);
}

TEST_CASE("Over-relaxation with an orthonormal K and sigma tau = 1 is Douglas-Rachford", "[schemes]")
{
    const double rho = GENERATE(1.0, 1.6);
    const int iterations = GENERATE(1, 2, 30);
    std::mt19937 generator(32);
    const Matrix<double> K = cosineTransform<double>(12);
    const auto frames = randomFrames<double>(12, 3, generator);
    const StepSizes steps{4.0, 0.25, 1.0};
    const auto scheme =
        solveScheme(K, steps, frames, IterationScheme::of(SolverAlgorithm::overRelaxed, rho, 0.0), iterations);
    // s = y - tau K^T psi after the first dual step.
    const Matrix<double> psi = rho * (steps.sigma * K * frames.input).cwiseMax(-1.0).cwiseMin(1.0);
    const Matrix<double> start = frames.input - steps.tau * K.transpose() * psi;
    CHECK((scheme.primal - douglasRachford(K, frames, steps.tau, rho, start, iterations)).cwiseAbs().maxCoeff() <
          1e-12);
}

TEST_CASE("Linearised ADMM on a tight frame with sigma tau = 1 is ADMM", "[schemes]")
{
    const int iterations = GENERATE(1, 2, 30);
    std::mt19937 generator(33);
    const Matrix<double> K = cosineTransform<double>(19).leftCols(12);
    const auto frames = randomFrames<double>(12, 3, generator);
    const StepSizes steps{4.0, 0.25, 1.0};
    const auto scheme = solveScheme(K, steps, frames,
                                    IterationScheme::of(SolverAlgorithm::alternatingDirections, 1.0, 0.0), iterations);
    CHECK((scheme.primal - alternatingDirections(K, frames, steps.sigma, iterations)).cwiseAbs().maxCoeff() < 1e-12);
}

TEST_CASE("Every scheme reaches a primal-dual pair with a gap of zero", "[schemes]")
{
    std::mt19937 generator(34);
    const auto rows = GENERATE(as<Eigen::Index>(), 9, 12, 17);
    const auto K = randomMatrix<double>(rows, 12, generator);
    const auto frames = randomFrames<double>(12, 3, generator);
    for (const auto algorithm : everyAlgorithm)
    {
        CAPTURE(rows, static_cast<int>(algorithm));
        const auto last = solveScheme(K, stepsFor(K, 1.0), frames, IterationScheme::of(algorithm, 1.8, 0.3), 20000);
        const double gap = largestGap(K, frames, last);
        CHECK(gap >= -1e-9);
        CHECK(gap < 1e-6);
        CHECK((last.primal.array() >= frames.lower.array() && last.primal.array() <= frames.upper.array()).all());
        CHECK(last.dual.cwiseAbs().maxCoeff() <= 1.0);
    }
}

TEST_CASE("Restarts reach a small gap in fewer iterations", "[schemes]")
{
    std::mt19937 generator(35);
    const auto K = randomMatrix<double>(40, 40, generator);
    const auto frames = randomFrames<double>(40, 4, generator);
    const auto steps = stepSizesFromWeight(10.0, spectralNorm(K), 1.0);
    const auto iterationsFor = [&](SolverAlgorithm algorithm)
    {
        SchemeSolver<Matrix<double>, double> solver(K, steps, frames, IterationScheme::of(algorithm, 1.0, 0.0));
        for (int l = 0; l <= 100000; l += 50)
        {
            if (largestGap(K, frames, solver.last()) < 1e-9)
                return l;
            for (int i = 0; i < 50; ++i)
                solver.step();
        }
        return 100000;
    };
    const int restarted = iterationsFor(SolverAlgorithm::restarted);
    const int plain = iterationsFor(SolverAlgorithm::chambollePock);
    CAPTURE(restarted, plain);
    CHECK(2 * restarted < plain);
}

TEST_CASE("Each frame restarts by itself", "[schemes]")
{
    std::mt19937 generator(36);
    const auto K = randomMatrix<double>(14, 10, generator);
    const auto frames = randomFrames<double>(10, 3, generator);
    const auto steps = stepsFor(K, 1.0);
    const auto scheme = IterationScheme::of(SolverAlgorithm::restarted, 1.0, 0.0);
    SchemeSolver<Matrix<double>, double> together(K, steps, frames, scheme);
    std::vector<CellFrames<double>> single;
    for (Eigen::Index m = 0; m < 3; ++m)
        single.push_back({frames.input.col(m), frames.lower.col(m), frames.upper.col(m)});
    std::vector<SchemeSolver<Matrix<double>, double>> alone;
    for (const auto& frame : single)
        alone.emplace_back(K, steps, frame, scheme);
    int epochs = 0;
    for (int l = 0; l < 200; ++l)
    {
        const Vector<int> averaged = together.step();
        for (Eigen::Index m = 0; m < 3; ++m)
        {
            REQUIRE(alone[static_cast<std::size_t>(m)].step()(0) == averaged(m));
            epochs += averaged(m) > 0 ? 1 : 0;
        }
    }
    CHECK(epochs >= 6);
}
