#include "Algorithm/RandomProblem.h"
#include "Catch.h"

#include "Algorithm/FullBackPropagation.h"
#include "Algorithm/TruncatedBackPropagation.h"
#include "Operator/DenseOperator.h"
#include "Training/GradientSolver.h"

using namespace dequantizer;

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

TEST_CASE("A product equals Eigen's, for sizes that are and are not multiples of a vector", "[kernels]")
{
    const auto sizes =
        GENERATE(Sizes{1, 1, 1}, Sizes{5, 3, 2}, Sizes{48, 64, 8}, Sizes{97, 33, 19}, Sizes{130, 300, 11});
    std::mt19937 generator(7);
    const auto left = randomMatrix<float>(sizes.rows, sizes.frameLength, generator);
    const auto right = randomMatrix<float>(sizes.frameLength, sizes.batch, generator);
    const auto before = randomMatrix<float>(sizes.rows, sizes.batch, generator);
    const Matrix<double> expected = before.cast<double>() - 0.5 * (left.cast<double>() * right.cast<double>());
    for (const auto* kernels : availableProductKernels())
    {
        CAPTURE(kernels->instructionSet, sizes.rows, sizes.frameLength, sizes.batch);
        const double tolerance = 1e-6 * static_cast<double>(sizes.frameLength);
        PackedMatrix packed(*kernels);
        const auto check = [&](const Matrix<float>& result)
        { CHECK((result.cast<double>() - expected).cwiseAbs().maxCoeff() < tolerance); };
        auto target = before;
        packed.pack(left);
        packed.addProduct(-0.5f, right, target);
        check(target);

        target = before;
        packed.packTransposed(left.transpose());
        packed.addProductWithTransposed(-0.5f, right.transpose(), target);
        check(target);

        // A column does not depend on the other columns.
        Matrix<float> alone = before.rightCols(1);
        packed.addProduct(-0.5f, right.rightCols(1), alone);
        target = before;
        packed.addProduct(-0.5f, right, target);
        CHECK(alone == target.rightCols(1));
    }
}

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

    REQUIRE(!availableProductKernels().empty());
    for (const auto* kernels : availableProductKernels())
    {
        CAPTURE(kernels->instructionSet);
        const PackedOperator packed(K, *kernels);
        GradientSolver solver;
        CHECK((solver.solve(packed, steps, frames, iterations) - last.primal).norm() <= 1e-5f * last.primal.norm());
        solver.solve(packed, steps, frames, iterations, Keep::all);
        checkClose(solver.backPropagate(derivative, mask), full);
        // Again with the same memory, after another size.
        solver.solve(packed, steps, {frames.input.leftCols(1), frames.lower.leftCols(1), frames.upper.leftCols(1)}, 2,
                     Keep::all);
        solver.solve(packed, steps, frames, iterations, Keep::last);
        checkClose(solver.backPropagate(derivative, mask, backwardSteps), truncated);
    }
}

TEST_CASE("The packed operator is an analysis operator like the dense one", "[kernels]")
{
    std::mt19937 generator(12);
    const auto K = randomMatrix<float>(37, 29, generator);
    const auto frames = randomMatrix<float>(29, 140, generator); // more than one block of outer products
    const auto coefficients = randomMatrix<float>(37, 140, generator);
    const PackedOperator packed(K);
    const DenseOperator<float> dense(K);
    Matrix<float> one, other;
    packed.apply(frames, one);
    dense.apply(frames, other);
    CHECK((one - other).norm() <= 1e-6f * other.norm());
    packed.applyAdjoint(coefficients, one);
    dense.applyAdjoint(coefficients, other);
    CHECK((one - other).norm() <= 1e-6f * other.norm());
    one = packed.zeroGradient();
    other = dense.zeroGradient();
    packed.addGradient(-2.0f, coefficients, frames, one);
    dense.addGradient(-2.0f, coefficients, frames, other);
    CHECK((one - other).norm() <= 1e-6f * other.norm());
}
