#include "Catch.h"
#include "Operator/CentralDifference.h"
#include "Operator/FourierFixture.h"

#include "Algorithm/AdaptiveTruncatedBackPropagation.h"

#include <functional>
#include <map>

using namespace dequantizer;

namespace
{
constexpr Eigen::Index n = 40;
constexpr int iterations = 8, group = 3, groups = 2;
constexpr double sampleRate = 16000.0;

struct Case
{
    FourierParameters<double> parameters;
    Vector<double> window, delta;
    CellFrames<double> frames;
    Matrix<double> weights; // the loss is the sum of weights * y^L
    bool throughInputs;
};

Case randomCase(bool throughInputs, unsigned seed)
{
    std::mt19937 generator(seed);
    Case problem;
    problem.parameters =
        randomFourierParameters<double>({0, 2, 5}, 7, generator); // one learned step less than iterations
    problem.window = sineWindow<double>(n);
    problem.delta.resize(group * groups);
    problem.delta.head(group).setConstant(0.5);
    problem.delta.tail(group).setConstant(0.05);
    problem.frames = quantisedFrames<double>(n, problem.delta, generator);
    problem.weights = randomMatrix<double>(n, group * groups, generator);
    problem.throughInputs = throughInputs;
    return problem;
}

FourierBounds<double> boundsOf(const Case& problem, const WindowedFourier<double>& K)
{
    auto settings = settingsFor(K, sampleRate, problem.delta, {-1, 1, group});
    settings.noisePower = 1.0 / 48.0; // constant even if the window varies
    settings.keepInputs = true;
    settings.throughInputs = problem.throughInputs;
    return {problem.parameters, settings};
}

using Inputs = std::map<int, Matrix<double>>;

// The loss. If the gradient treats the inputs of the networks as constants, they are taken from `inputs`, which the
// first call records.
double lossOf(const Case& problem, Inputs& inputs)
{
    WindowedFourier<double> K(problem.window);
    auto bounds = boundsOf(problem, K);
    auto controls = IterationControls<double>::constant(n + 1, group * groups, iterations, {});
    const bool record = inputs.empty();
    const auto update = [&](int l, const Matrix<double>& analysed, IterationControls<double>& now)
    {
        if (record)
            inputs[l] = analysed;
        return bounds(l, problem.throughInputs ? analysed : inputs.at(l), now);
    };
    return solveAdaptive(K, problem.frames, iterations, update, controls).primal.cwiseProduct(problem.weights).sum();
}

struct Gradient
{
    FourierParameters<double> parameters;
    Vector<double> window;
};

Gradient gradientOf(const Case& problem)
{
    WindowedFourier<double> K(problem.window);
    auto bounds = boundsOf(problem, K);
    auto controls = IterationControls<double>::constant(n + 1, group * groups, iterations, {});
    AdaptiveHistory<double> history;
    (void)solveAdaptive(K, problem.frames, iterations, bounds, controls, history);
    Gradient gradient{problem.parameters.zeroGradient(), K.zeroGradient()};
    backPropagateAdaptive(
        K, problem.frames, controls, history, problem.weights,
        [&](int update, const ControlsGradient<double>& controlsGradient, Matrix<double>& analysedGradient)
        { bounds.backPropagate(update, controlsGradient, analysedGradient, gradient.parameters); },
        &gradient.window);
    return gradient;
}

void checkAlong(const Case& problem, Inputs& inputs, double derivative, const std::function<void(Case&, double)>& move)
{
    checkDerivative(derivative,
                    [&](double distance)
                    {
                        auto moved = problem;
                        move(moved, distance);
                        return lossOf(moved, inputs);
                    });
}
} // namespace

TEST_CASE("The gradient of every tensor of the Fourier bounds equals central differences", "[gradient]")
{
    const bool throughInputs = GENERATE(false, true);
    CAPTURE(throughInputs);
    const auto problem = randomCase(throughInputs, 41);
    const auto gradient = gradientOf(problem);
    Inputs inputs;
    (void)lossOf(problem, inputs);

    std::mt19937 generator(42);
    std::vector<std::pair<std::string, const Matrix<double>*>> gradients;
    gradient.parameters.forEachTensor([&](const std::string& name, const Matrix<double>& tensor)
                                      { gradients.emplace_back(name, &tensor); });
    for (std::size_t index = 0; index < gradients.size(); ++index)
    {
        const auto& [name, tensor] = gradients[index];
        CAPTURE(name);
        const auto direction = randomMatrix<double>(tensor->rows(), tensor->cols(), generator);
        checkAlong(problem, inputs, direction.cwiseProduct(*tensor).sum(),
                   [&](Case& moved, double h)
                   {
                       std::size_t at = 0;
                       moved.parameters.forEachTensor(
                           [&](const std::string&, Matrix<double>& values)
                           {
                               if (at++ == index)
                                   values += h * direction;
                           });
                   });
    }
    const Vector<double> direction = randomMatrix<double>(n, 1, generator);
    checkAlong(problem, inputs, direction.dot(gradient.window),
               [&](Case& moved, double h) { moved.window += h * direction; });
}

TEST_CASE("The truncated gradient reaches the networks of the iterations it covers", "[gradient]")
{
    const auto problem = randomCase(false, 43);
    WindowedFourier<double> K(problem.window);
    auto bounds = boundsOf(problem, K);
    auto controls = IterationControls<double>::constant(n + 1, group * groups, iterations, {});
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
    CHECK(!one.updates[2].first.isZero(0.0));
    CHECK(one.updates[1].first.isZero(0.0));
    CHECK(!one.stepOutput.isZero(0.0));
    const auto four = truncated(4);
    CHECK(!four.updates[1].first.isZero(0.0));
    CHECK(four.updates[0].first.isZero(0.0));
    CHECK(!truncated(8).updates[0].first.isZero(0.0));
}
