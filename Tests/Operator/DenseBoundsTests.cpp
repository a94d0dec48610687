#include "Catch.h"
#include "Operator/CentralDifference.h"
#include "Operator/QuantisedTones.h"

#include "Algorithm/AdaptiveTruncatedBackPropagation.h"
#include "Operator/DenseBounds.h"
#include "Operator/DenseOperator.h"

using namespace dequantizer;

namespace
{
constexpr Eigen::Index n = 24, k = 29, batch = 4;
constexpr int iterations = 8;
constexpr double stepProductLimit = 0.6;

struct Case
{
    Matrix<double> K;
    DenseParameters<double> parameters;
    Vector<double> delta;
    CellFrames<double> frames;
    Matrix<double> weights; // the loss is the sum of weights * y^L
};

Case randomCase(unsigned seed)
{
    std::mt19937 generator(seed);
    Case problem;
    problem.K = 0.3 * randomMatrix<double>(k, n, generator);
    // One learned step less than there are iterations.
    problem.parameters = DenseParameters<double>::zeros({0, 2, 5}, k, 6, iterations - 1);
    problem.parameters.forEachTensor([&](const std::string&, Matrix<double>& tensor)
                                     { tensor = 0.4 * randomMatrix<double>(tensor.rows(), tensor.cols(), generator); });
    problem.parameters.logTau.array() -= 1.0;
    problem.delta.resize(batch);
    problem.delta << 0.5, 0.5, 0.05, 0.05;
    problem.frames = quantisedFrames<double>(n, problem.delta, generator);
    problem.weights = randomMatrix<double>(n, batch, generator);
    return problem;
}

DenseBounds<double> boundsOf(const Case& problem)
{
    return {problem.parameters, {stepProductLimit, problem.delta, true, true}};
}

IterationControls<double> emptyControls()
{
    return IterationControls<double>::constant(k, batch, iterations, {});
}

double lossOf(const Case& problem)
{
    DenseOperator<double> K(problem.K);
    auto bounds = boundsOf(problem);
    auto controls = emptyControls();
    return solveAdaptive(K, problem.frames, iterations, bounds, controls).primal.cwiseProduct(problem.weights).sum();
}

// One frame with loops over scalars, after the equations in the comments of DenseBounds.h and AdaptivePrimalDual.h.
std::vector<double> naiveSolution(const Case& problem, Eigen::Index m)
{
    const auto& learned = problem.parameters;
    const double delta = problem.delta(m);
    std::vector<double> y(n), ybar(n), psi(k, 0.0), u(k), b(k), tau(iterations), sigma(iterations);
    for (Eigen::Index j = 0; j < n; ++j)
        y[static_cast<std::size_t>(j)] = ybar[static_cast<std::size_t>(j)] = problem.frames.input(j, m);
    for (int l = 0; l < iterations; ++l)
    {
        for (std::size_t i = 0; i < u.size(); ++i)
        {
            u[i] = 0.0;
            for (std::size_t j = 0; j < y.size(); ++j)
                u[i] += problem.K(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) * ybar[j];
        }
        if (l == 0)
        {
            double mean = 0.0;
            for (const double value : u)
                mean += value * value / static_cast<double>(k);
            const double s = 0.3 * std::log(mean / (delta * delta) + 0.02);
            for (int i = 0; i < iterations; ++i)
            {
                const auto from = std::min(i, learned.iterations() - 1);
                const auto slot = static_cast<std::size_t>(i);
                tau[slot] = delta * std::exp(learned.logTau(from, 0) + learned.level(from, 0) * s);
                sigma[slot] = stepProductLimit / (1.0 + std::exp(-learned.productLogit(from, 0))) / tau[slot];
            }
        }
        for (std::size_t index = 0; index < learned.updates.size(); ++index)
        {
            if (learned.updateIterations[index] != l)
                continue;
            const auto& update = learned.updates[index];
            std::vector<double> f(k), a(static_cast<std::size_t>(update.first.rows()));
            for (std::size_t i = 0; i < f.size(); ++i)
                f[i] = 0.3 * std::log(u[i] * u[i] / (delta * delta) + 0.02);
            for (std::size_t h = 0; h < a.size(); ++h)
            {
                const auto row = static_cast<Eigen::Index>(h);
                double sum = update.firstBias(row, 0);
                for (std::size_t i = 0; i < f.size(); ++i)
                    sum += update.first(row, static_cast<Eigen::Index>(i)) * f[i];
                a[h] = std::max(0.0, sum);
            }
            for (std::size_t i = 0; i < b.size(); ++i)
            {
                const auto row = static_cast<Eigen::Index>(i);
                double exponent = update.outputBias(row, 0) + update.direct(row, 0) * f[i];
                for (std::size_t h = 0; h < a.size(); ++h)
                    exponent += update.output(row, static_cast<Eigen::Index>(h)) * a[h];
                b[i] = std::exp(std::clamp(exponent, -6.0, 4.0));
            }
        }
        const auto slot = static_cast<std::size_t>(l);
        for (std::size_t i = 0; i < psi.size(); ++i)
            psi[i] = std::clamp(psi[i] + sigma[slot] * u[i], -b[i], b[i]);
        for (std::size_t j = 0; j < y.size(); ++j)
        {
            const auto column = static_cast<Eigen::Index>(j);
            double sum = 0.0;
            for (std::size_t i = 0; i < psi.size(); ++i)
                sum += problem.K(static_cast<Eigen::Index>(i), column) * psi[i];
            const double next =
                std::clamp(y[j] - tau[slot] * sum, problem.frames.lower(column, m), problem.frames.upper(column, m));
            ybar[j] = 2.0 * next - y[j];
            y[j] = next;
        }
    }
    return y;
}
} // namespace

TEST_CASE("Learned bounds of a dense operator equal a naive implementation", "[operator]")
{
    const auto problem = randomCase(51);
    DenseOperator<double> K(problem.K);
    auto bounds = boundsOf(problem);
    auto controls = emptyControls();
    const auto solved = solveAdaptive(K, problem.frames, iterations, bounds, controls).primal;
    double moved = 0.0;
    for (Eigen::Index m = 0; m < batch; ++m)
    {
        const auto expected = naiveSolution(problem, m);
        const Vector<double> column = Eigen::Map<const Vector<double>>(expected.data(), n);
        CHECK((solved.col(m) - column).norm() <= 1e-12 * column.norm());
        moved += (column - problem.frames.input.col(m)).norm() / problem.delta(m);
    }
    CHECK(moved > 1.0); // the iterations changed the frames
}

TEST_CASE("Initial dense parameters give bounds of 1 and the given steps", "[operator]")
{
    auto problem = randomCase(52);
    problem.parameters = DenseParameters<double>::initial({0, 3}, k, 6, iterations, std::log(0.2), 2.0, 1);
    DenseOperator<double> K(problem.K);
    auto bounds = boundsOf(problem);
    auto controls = emptyControls();
    (void)solveAdaptive(K, problem.frames, iterations, bounds, controls);
    CHECK(controls.bounds.isOnes(0.0));
    for (Eigen::Index m = 0; m < batch; ++m)
    {
        CHECK(controls.tau(iterations - 1, m) == Approx(0.2 * problem.delta(m)));
        CHECK(controls.sigma(0, m) * controls.tau(0, m) == Approx(stepProductLimit / (1.0 + std::exp(-2.0))));
        CHECK(controls.theta(0, m) == 1.0);
    }
}

TEST_CASE("Learned bounds of a dense operator are covariant with the scale of the signal", "[operator]")
{
    auto problem = randomCase(53);
    DenseOperator<double> K(problem.K);
    const auto solve = [&]
    {
        auto bounds = boundsOf(problem);
        auto controls = emptyControls();
        return solveAdaptive(K, problem.frames, iterations, bounds, controls).primal;
    };
    const Matrix<double> once = solve();
    constexpr double scale = 0.003;
    for (auto* values : {&problem.frames.input, &problem.frames.lower, &problem.frames.upper})
        *values *= scale;
    problem.delta *= scale;
    const Matrix<double> scaled = solve();
    CHECK((scaled - scale * once).norm() < 1e-13 * scaled.norm());
}

TEST_CASE("The gradient of K and of every tensor of the dense bounds equals central differences", "[gradient]")
{
    const auto problem = randomCase(54);
    DenseOperator<double> K(problem.K);
    auto bounds = boundsOf(problem);
    auto controls = emptyControls();
    AdaptiveHistory<double> history;
    (void)solveAdaptive(K, problem.frames, iterations, bounds, controls, history);
    auto gradient = problem.parameters.zeroGradient();
    auto operatorGradient = K.zeroGradient();
    backPropagateAdaptive(
        K, problem.frames, controls, history, problem.weights,
        [&](int update, const ControlsGradient<double>& controlsGradient, Matrix<double>& analysedGradient)
        { bounds.backPropagate(update, controlsGradient, analysedGradient, gradient); },
        &operatorGradient);

    std::mt19937 generator(55);
    const auto check = [&](const Matrix<double>& tensor, const auto& target)
    {
        const auto direction = randomMatrix<double>(tensor.rows(), tensor.cols(), generator);
        checkDerivative(direction.cwiseProduct(tensor).sum(),
                        [&](double distance)
                        {
                            auto moved = problem;
                            target(moved) += distance * direction;
                            return lossOf(moved);
                        });
    };
    check(operatorGradient, [](Case& moved) -> Matrix<double>& { return moved.K; });
    int index = 0;
    gradient.forEachTensor(
        [&](const std::string& name, const Matrix<double>& tensor)
        {
            CAPTURE(name);
            check(tensor,
                  [wanted = index++](Case& moved) -> Matrix<double>&
                  {
                      Matrix<double>* found = nullptr;
                      int at = 0;
                      moved.parameters.forEachTensor(
                          [&](const std::string&, Matrix<double>& values)
                          {
                              if (at++ == wanted)
                                  found = &values;
                          });
                      return *found;
                  });
        });
}

TEST_CASE("The truncated gradient of the dense bounds reaches the networks of the iterations it covers", "[gradient]")
{
    const auto problem = randomCase(56);
    DenseOperator<double> K(problem.K);
    auto bounds = boundsOf(problem);
    auto controls = emptyControls();
    std::vector<int> updates;
    const auto last = solveAdaptive(K, problem.frames, iterations, bounds, controls, &updates);
    REQUIRE(updates == std::vector<int>{0, 2, 5});
    const auto truncated = [&](int steps)
    {
        auto gradient = problem.parameters.zeroGradient();
        backPropagateAdaptiveTruncated(
            K, problem.frames, controls, last, updates, iterations, problem.weights, steps,
            [&](int update, const ControlsGradient<double>& controlsGradient, Matrix<double>& analysedGradient)
            { bounds.backPropagate(update, controlsGradient, analysedGradient, gradient); });
        return gradient;
    };
    const auto one = truncated(1);
    CHECK(!one.updates[2].output.isZero(0.0));
    CHECK(one.updates[1].output.isZero(0.0));
    CHECK(!one.logTau.isZero(0.0));
    CHECK(!truncated(8).updates[0].output.isZero(0.0));
}
