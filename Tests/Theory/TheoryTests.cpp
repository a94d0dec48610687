#include "Algorithm/RandomProblem.h"
#include "Catch.h"

#include "Algorithm/CosineTransform.h"
#include "Theory/DeltaDecay.h"
#include "Theory/DualityGap.h"
#include "Theory/FrozenRecursion.h"
#include "Theory/GradientStudy.h"
#include "Theory/ImplicitStudy.h"
#include "Theory/SyntheticVoice.h"

#include <array>
#include <cmath>

using namespace dequantizer;

namespace
{
const TheoryProgress silent = [](double) {};

TheoryProblem smallProblem(Eigen::Index rows, Eigen::Index length, unsigned seed)
{
    std::mt19937 generator(seed);
    TheoryProblem problem;
    problem.K = randomMatrix<double>(rows, length, generator);
    problem.frames = randomFrames<double>(length, 2, generator);
    problem.clean = problem.frames.input + 0.1 * randomMatrix<double>(length, 2, generator);
    problem.steps = stepsFor(problem.K, 1.0);
    return problem;
}
} // namespace

TEST_CASE("The duality gap is positive during the iteration and vanishes at the optimum", "[theory]")
{
    const auto problem = smallProblem(8, 6, 3);
    const auto early = solvePrimalDual(problem.K, problem.steps, problem.frames, 3);
    CHECK(dualityGaps(problem, early).minCoeff() > 1e-6);
    const auto pair = solveToGap(problem, 1e-12, 100'000, silent);
    CHECK(pair.gap <= 1e-12);
    CHECK(dualityGaps(problem, pair.iterate).minCoeff() > -1e-12);
    CHECK(pair.settledFrames() == 2);
    CHECK(pair.movement < 1e-6);
}

TEST_CASE("A problem of one sample has the obvious optimum", "[theory]")
{
    // min |2 y| over [0.25, 0.75]: y = 0.25, where both masks are zero.
    TheoryProblem problem;
    problem.K = Matrix<double>::Constant(1, 1, 2.0);
    problem.steps = stepSizesFromWeight(1.0, 2.0);
    problem.frames = {Matrix<double>::Constant(1, 1, 0.5), Matrix<double>::Constant(1, 1, 0.25),
                      Matrix<double>::Constant(1, 1, 0.75)};
    problem.clean = problem.frames.input;
    const auto pair = solveToGap(problem, 1e-12, 1000, silent);
    CHECK(pair.iterate.primal(0, 0) == 0.25);
    CHECK(pair.gap <= 1e-12);
    const auto frozen = runFrozen(problem, pair.iterate, 1e-12, 10, silent);
    CHECK(frozen.primalSum.isZero(0.0));
    CHECK(limitGradient(problem, pair.iterate, frozen).isZero(0.0));
}

TEST_CASE("The full gradient converges to the limit formula if the theorem's assumption holds", "[theory]")
{
    const auto problem = smallProblem(8, 6, 3);
    const auto pair = solveToGap(problem, 1e-13, 200'000, silent);
    const auto frozen = runFrozen(problem, pair.iterate, 1e-13, 200'000, silent);
    REQUIRE(frozen.remaining() <= 1e-13);
    const auto limit = limitGradient(problem, pair.iterate, frozen);
    REQUIRE(limit.norm() > 0.0);

    const std::array lengths{10, 100, 1000, 4000};
    const std::array depths{1, 10, 100, 1000};
    const auto study = studyGradients(problem, Gradients::shipped(), lengths, depths, silent);
    CHECK(fitGeometricBound(study.deltas).holds());
    CHECK(relativeDistance(study.full.front(), limit) > 1e-3);
    CHECK(relativeDistance(study.full.back(), limit) < 1e-6);
    CHECK(study.truncation.back().relativeDistance < 1e-6);
    CHECK(study.truncation.back().cosine == Approx(1.0).epsilon(1e-9));
    // The kernel theorem holds for the last delta.
    CHECK(frozen.points.back().primalResidual < 1e-10 * frozen.points.front().delta);
    CHECK(frozen.points.back().dualResidual < 1e-10 * frozen.points.front().delta);
}

TEST_CASE("The implicit gradient is the limit formula", "[theory]")
{
    const auto problem = smallProblem(24, 20, 3);
    const auto pair = solveToGap(problem, 1e-13, 200'000, silent);
    const auto frozen = runFrozen(problem, pair.iterate, 1e-13, 200'000, silent);
    const auto limit = limitGradient(problem, pair.iterate, frozen);
    const std::array lengths{10, 2000};
    const std::array steps{1, 5, 100};
    const auto study = studyGradients(problem, Gradients::shipped(), lengths, steps, silent);
    const auto implicit = studyImplicit(problem, Gradients::shipped(), study, pair, limit, steps, 1000, silent);
    CHECK(implicit.limitDistance < 1e-6);
    CHECK(implicit.residual < 1e-7);
    CHECK(implicit.steps < 20);
    REQUIRE(implicit.full.size() == 6);
    CHECK(implicit.full.back().relativeDistance < 1e-3);
    CHECK(implicit.implicitAtOptimum.back().relativeDistance < 1e-6);
    REQUIRE(limit.norm() > 0.0);
}

TEST_CASE("A geometric sequence is recognised, and another is not", "[theory]")
{
    std::vector<double> geometric, harmonic;
    for (int j = 0; j < 400; ++j)
    {
        geometric.push_back(3.0 * std::pow(0.95, j) * (1.0 + 0.5 * std::sin(j)));
        harmonic.push_back(1.0 / (1.0 + 0.01 * j));
    }
    const auto bound = fitGeometricBound(geometric);
    CHECK(bound.holds());
    CHECK(bound.kappa == Approx(0.95).epsilon(1e-3));
    for (std::size_t j = 0; j < geometric.size(); ++j)
        CHECK(geometric[j] <= bound.c * std::pow(bound.kappa, static_cast<double>(j)) * (1.0 + 1e-9));
    CHECK_FALSE(fitGeometricBound(harmonic).holds());
}

TEST_CASE("Cosine and distance of gradients", "[theory]")
{
    const Matrix<double> one = Matrix<double>::Identity(3, 3);
    CHECK(cosineBetween(one, 2.0 * one) == Approx(1.0));
    CHECK(cosineBetween(one, -one) == Approx(-1.0));
    CHECK(relativeDistance(2.0 * one, one) == Approx(1.0));
    CHECK(cosineBetween(one, 0.0 * one) == 0.0);
    CHECK(relativeDistance(0.0 * one, 0.0 * one) == 0.0);
}

TEST_CASE("The synthetic voice is finite, normalised and always the same", "[theory]")
{
    const auto voice = syntheticVoice(320, 16000.0, 5, 1);
    CHECK(voice.allFinite());
    CHECK(voice.cwiseAbs().maxCoeff() == Approx(1.0));
    CHECK(voice == syntheticVoice(320, 16000.0, 5, 1));
    CHECK_FALSE(voice == syntheticVoice(320, 16000.0, 5, 2));
}
