#include "Algorithm/NaivePrimalDual.h"
#include "Algorithm/PrimalDual.h"
#include "Algorithm/RandomProblem.h"
#include "Catch.h"

using namespace dequantizer;

namespace
{
struct ProblemShape
{
    Eigen::Index rows, columns, batch;
};

const auto problemShapes = {ProblemShape{7, 12, 3}, ProblemShape{16, 16, 5}, ProblemShape{23, 9, 2},
                            ProblemShape{1, 1, 1}, ProblemShape{64, 40, 4}};
} // namespace

TEST_CASE("The iterates equal a naive implementation", "[algorithm]")
{
    const double theta = GENERATE(0.0, 0.5, 1.0);
    const int iterations = GENERATE(0, 1, 2, 10, 60);
    std::mt19937 generator(7);
    for (const auto& shape : problemShapes)
    {
        CAPTURE(theta, iterations, shape.rows, shape.columns);
        const auto K = randomMatrix<double>(shape.rows, shape.columns, generator);
        const auto frames = randomFrames<double>(shape.columns, shape.batch, generator);
        const auto steps = stepsFor(K, theta);
        const auto expected = naivePrimalDual(K, steps, frames, iterations);
        CHECK((solvePrimalDual(K, steps, frames, iterations).primal - expected).cwiseAbs().maxCoeff() < 1e-10);

        const Matrix<float> singleK = K.cast<float>();
        const CellFrames<float> single{frames.input.cast<float>(), frames.lower.cast<float>(),
                                       frames.upper.cast<float>()};
        const Matrix<double> fromSingle = solvePrimalDual(singleK, steps, single, iterations).primal.cast<double>();
        CHECK((fromSingle - naivePrimalDual(singleK, steps, single, iterations)).cwiseAbs().maxCoeff() < 1e-4);
    }
}

TEST_CASE("Every iterate lies in its cell and every dual in [-1, 1]", "[algorithm]")
{
    std::mt19937 generator(8);
    const auto K = randomMatrix<float>(20, 30, generator);
    const auto frames = randomFrames<float>(30, 6, generator);
    const auto steps = stepsFor(K, 1.0);
    auto iterate = startIterate(frames, K.rows());
    for (int l = 0; l < 50; ++l)
    {
        primalDualStep(K, steps, frames, iterate);
        REQUIRE((iterate.primal.array() >= frames.lower.array()).all());
        REQUIRE((iterate.primal.array() <= frames.upper.array()).all());
        REQUIRE(iterate.dual.cwiseAbs().maxCoeff() <= 1.0f);
    }
}

TEST_CASE("Many iterations reach a primal-dual pair with a gap of zero", "[algorithm]")
{
    // For this problem the dual value is  min over the cell of <K^T psi, y>, and equals ||K y||_1 at the optimum.
    std::mt19937 generator(9);
    const auto K = randomMatrix<double>(12, 12, generator);
    const auto frames = randomFrames<double>(12, 1, generator);
    const auto iterate = solvePrimalDual(K, stepsFor(K, 1.0), frames, 20000);
    const Vector<double> gradient = K.transpose() * iterate.dual.col(0);
    const double primalValue = (K * iterate.primal.col(0)).lpNorm<1>();
    const double dualValue =
        gradient.cwiseMax(0.0).dot(frames.lower.col(0)) + gradient.cwiseMin(0.0).dot(frames.upper.col(0));
    CHECK(primalValue - dualValue >= -1e-9);
    CHECK(primalValue - dualValue < 1e-4 * primalValue);
    CHECK(primalValue < (K * frames.input.col(0)).lpNorm<1>());
}

TEST_CASE("Scaling signal and cells by a power of two scales the iterates exactly", "[algorithm]")
{
    std::mt19937 generator(10);
    const auto K = randomMatrix<float>(24, 24, generator);
    const auto frames = randomFrames<float>(24, 3, generator);
    const auto steps = stepsFor(K, 1.0);
    const float scale = GENERATE(0.125f, 4.0f);
    const CellFrames<float> scaled{scale * frames.input, scale * frames.lower, scale * frames.upper};
    const Matrix<float> expected = scale * solvePrimalDual(K, steps, frames, 25).primal;
    CHECK(solvePrimalDual(K, steps.forSignalScaledBy(scale), scaled, 25).primal == expected);
}
