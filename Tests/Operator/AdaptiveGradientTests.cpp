#include "Algorithm/NaiveAdaptive.h"
#include "Algorithm/RandomProblem.h"
#include "Catch.h"

#include "Algorithm/AdaptiveTruncatedBackPropagation.h"
#include "Algorithm/FullBackPropagation.h"
#include "Algorithm/TruncatedBackPropagation.h"
#include "Operator/DenseOperator.h"
#include "Operator/WindowedFourier.h"

using namespace dequantizer;

namespace
{
constexpr Eigen::Index frameLength = 24;
constexpr Eigen::Index batch = 3;
constexpr int iterations = 7;

// Different bounds for each of two ranges of iterations, and different steps for each iteration and frame.
struct Steering
{
    std::vector<Matrix<double>> bounds; // from iterations 0 and 3 on
    IterationControls<double> controls;

    bool operator()(int l, const Matrix<double>&, IterationControls<double>& now) const
    {
        if (l != 0 && l != 3)
            return false;
        now.bounds = bounds[l == 0 ? 0 : 1];
        return true;
    }
};

Steering randomSteering(Eigen::Index rows, std::mt19937& generator)
{
    const auto positive = [&](Eigen::Index r, double low, double high) -> Matrix<double>
    {
        const auto uniform = randomMatrix<double>(r, batch, generator);
        return ((uniform.array() + 1.0) * 0.5 * (high - low) + low).matrix();
    };
    Steering steering;
    steering.bounds = {positive(rows, 0.05, 0.6), positive(rows, 0.05, 0.6)};
    steering.controls = {Matrix<double>::Ones(rows, batch), positive(iterations, 0.5, 1.2),
                         positive(iterations, 0.1, 0.3), positive(iterations, 0.5, 1.0)};
    return steering;
}

// The arguments that receive() got.
struct Heard
{
    std::vector<int> updates;
    std::vector<Matrix<double>> bounds;
    ControlsGradient<double> last;

    void operator()(int update, const ControlsGradient<double>& gradient, Matrix<double>&)
    {
        updates.push_back(update);
        bounds.push_back(gradient.bounds);
        last = gradient;
    }
};

template <AnalysisOperator Operator>
Matrix<double> explicitMatrix(Operator& K)
{
    Matrix<double> matrix;
    K.apply(Matrix<double>::Identity(K.frameLength(), K.frameLength()), matrix);
    return matrix;
}

NaiveAdaptive::Values column(const Matrix<double>& matrix, Eigen::Index m)
{
    const Vector<double> values = matrix.col(m);
    return {values.data(), values.data() + values.size()};
}

void checkClose(const Matrix<double>& one, const Matrix<double>& other)
{
    CHECK((one - other).norm() <= 1e-12 * other.norm());
}

// Solves, takes the gradient, and compares both with the naive implementation; `truncated` < 0 is the full gradient.
template <AnalysisOperator Operator>
void compareWithNaive(Operator& K, int truncated)
{
    std::mt19937 generator(31);
    const auto frames = randomFrames<double>(K.frameLength(), batch, generator);
    const auto derivative = randomMatrix<double>(K.frameLength(), batch, generator);
    const auto steering = randomSteering(K.rows(), generator);
    const auto matrix = explicitMatrix(K);

    Heard heard;
    auto parameters = K.zeroGradient();
    Matrix<double> solution;
    auto controls = steering.controls;
    if (truncated < 0)
    {
        AdaptiveHistory<double> history;
        solution = solveAdaptive(K, frames, iterations, steering, controls, history).primal;
        backPropagateAdaptive(K, frames, controls, history, derivative, heard, &parameters);
    }
    else
    {
        std::vector<int> updates;
        const auto last = solveAdaptive(K, frames, iterations, steering, controls, &updates);
        solution = last.primal;
        backPropagateAdaptiveTruncated(K, frames, controls, last, updates, iterations, derivative, truncated, heard,
                                       &parameters);
    }
    REQUIRE(heard.updates == std::vector<int>{1, 0, -1});

    // For the explicit matrix, with respect to the parameters of the operator.
    Matrix<double> matrixGradient = Matrix<double>::Zero(matrix.rows(), matrix.cols());
    double moved = 0.0;
    for (Eigen::Index m = 0; m < batch; ++m)
    {
        std::vector<NaiveAdaptive::Values> bounds;
        for (int l = 0; l < iterations; ++l)
            bounds.push_back(column(steering.bounds[l < 3 ? 0 : 1], m));
        const auto& weights = K.rowWeights();
        const NaiveAdaptive naive(matrix, static_cast<int>(Operator::components),
                                  {weights.data(), weights.data() + weights.size()}, bounds, column(controls.sigma, m),
                                  column(controls.tau, m), column(controls.theta, m), column(frames.input, m),
                                  column(frames.lower, m), column(frames.upper, m));
        const auto& y = naive.solution();
        for (std::size_t j = 0; j < y.size(); ++j)
            moved = std::max(moved, std::abs(solution(static_cast<Eigen::Index>(j), m) - y[j]));

        const auto gradient = naive.gradient(column(derivative, m), truncated);
        for (int l = 0; l < iterations; ++l)
        {
            const auto i = static_cast<std::size_t>(l);
            CHECK(heard.last.sigma(l, m) == Approx(gradient.sigma[i]).epsilon(1e-10).margin(1e-14));
            CHECK(heard.last.tau(l, m) == Approx(gradient.tau[i]).epsilon(1e-10).margin(1e-14));
            CHECK(heard.last.theta(l, m) == Approx(gradient.theta[i]).epsilon(1e-10).margin(1e-14));
        }
        Matrix<double> expected = Matrix<double>::Zero(K.rows(), 2); // for the two ranges
        for (int l = 0; l < iterations; ++l)
            for (Eigen::Index i = 0; i < K.rows(); ++i)
                expected(i, l < 3 ? 0 : 1) += gradient.bounds[static_cast<std::size_t>(l)][static_cast<std::size_t>(i)];
        CHECK((heard.bounds[1].col(m) - expected.col(0)).norm() <= 1e-12 * expected.norm());
        CHECK((heard.bounds[0].col(m) - expected.col(1)).norm() <= 1e-12 * expected.norm());
        CHECK(heard.bounds[2].isZero(0.0));
        matrixGradient += gradient.K;
    }
    CHECK(moved < 1e-13);
    if constexpr (Operator::components == 1)
        checkClose(parameters, matrixGradient);
    else
    {
        // Column j of the matrix is proportional to sample j of the window.
        const Vector<double> expected =
            (matrixGradient.cwiseProduct(matrix).colwise().sum().transpose().array() / K.window().array()).matrix();
        checkClose(parameters, expected);
    }
}
} // namespace

TEST_CASE("Adaptive iterations and gradients of a dense operator equal a naive implementation", "[gradient]")
{
    std::mt19937 generator(30);
    DenseOperator<double> K(0.3 * randomMatrix<double>(31, frameLength, generator));
    compareWithNaive(K, GENERATE(-1, 0, 1, 4, 7));
}

TEST_CASE("Adaptive iterations and gradients of the Fourier operator equal a naive implementation", "[gradient]")
{
    WindowedFourier<double> K(sineWindow<double>(frameLength));
    compareWithNaive(K, GENERATE(-1, 0, 1, 4, 7));
}

TEST_CASE("With bounds of 1 the adaptive iteration is the plain one", "[gradient]")
{
    std::mt19937 generator(32);
    const auto matrix = randomMatrix<double>(19, frameLength, generator);
    DenseOperator<double> K(matrix);
    const auto steps = stepsFor(matrix, 0.7);
    const auto frames = randomFrames<double>(frameLength, batch, generator);
    const auto derivative = randomMatrix<double>(frameLength, batch, generator);
    const auto never = [](int, const Matrix<double>&, IterationControls<double>&) { return false; };
    auto controls = IterationControls<double>::constant(19, batch, iterations, steps);

    PrimalDualHistory<double> plainHistory;
    const auto plain = solvePrimalDual(matrix, steps, frames, iterations, plainHistory);
    AdaptiveHistory<double> history;
    const auto adaptive = solveAdaptive(K, frames, iterations, never, controls, history);
    checkClose(adaptive.primal, plain.primal);
    checkClose(adaptive.dual, plain.dual);

    const auto check =
        [&](const Heard& heard, const Matrix<double>& gradient, const ParameterGradient<double>& expected)
    {
        CHECK(heard.updates == std::vector<int>{-1});
        checkClose(gradient, expected.K);
        CHECK(heard.last.sigma.sum() == Approx(expected.sigma).epsilon(1e-11));
        CHECK(heard.last.tau.sum() == Approx(expected.tau).epsilon(1e-11));
        CHECK(heard.last.theta.sum() == Approx(expected.theta).epsilon(1e-11));
    };
    Heard heard;
    auto gradient = K.zeroGradient();
    backPropagateAdaptive(K, frames, controls, history, derivative, heard, &gradient);
    check(heard, gradient, backPropagate(matrix, steps, frames, PrimalMask::cell, plainHistory, derivative));

    Heard truncatedHeard;
    gradient = K.zeroGradient();
    backPropagateAdaptiveTruncated(K, frames, controls, adaptive, {}, iterations, derivative, 5, truncatedHeard,
                                   &gradient);
    check(truncatedHeard, gradient,
          backPropagateTruncated(matrix, steps, frames, PrimalMask::cell, plain, derivative, 5));
}
