#include "Algorithm/RandomProblem.h"
#include "Catch.h"

#include "Algorithm/SpectralNorm.h"
#include "Operator/DenseBounds.h"
#include "Operator/DenseOperator.h"
#include "Signal/Quantiser.h"
#include "Training/LearnedBoundsGradient.h"
#include "Training/LearnedBoundsParametrisation.h"
#include "Training/LearnedBoundsRecipe.h"
#include "Training/ParameterTensors.h"
#include "Training/QuantisedFrames.h"

#include <cmath>

using namespace dequantizer;

namespace
{
constexpr Eigen::Index rows = 26, columns = 24;

TrainingSettings exampleSettings()
{
    auto settings = learnedBoundsRecipe(16000.0);
    settings.rows = rows;
    settings.frameLength = columns;
    settings.hop = settings.trainingHop = 5; // does not divide n
    settings.iterations = 6;
    settings.hiddenUnits = 7;
    settings.updates = "0,2,4";
    settings.productLimit = 0.9;
    settings.product = 0.5;
    return settings;
}

Model exampleModel(std::mt19937& generator)
{
    Model model;
    model.K = 0.3f * randomMatrix<float>(rows, columns, generator);
    auto bounds = DenseParameters<float>::zeros({0, 2, 4}, rows, 7, 6);
    bounds.forEachTensor([&](const std::string&, Matrix<float>& tensor)
                         { tensor = 0.4f * randomMatrix<float>(tensor.rows(), tensor.cols(), generator); });
    bounds.logTau.array() -= 1.0f;
    model.denseBounds = std::make_shared<const DenseParameters<float>>(bounds);
    return model;
}

// Two segments of decaying tones in noise, the second much softer.
SegmentGroup exampleGroup(const OverlapFraming& framing, std::mt19937& generator)
{
    SegmentGroup group;
    group.clean = 0.02f * randomMatrix<float>(framing.segmentLength(), 2, generator);
    for (Eigen::Index i = 0; i < group.clean.rows(); ++i)
    {
        const auto t = static_cast<float>(i);
        group.clean(i, 0) += 0.6f * std::sin(0.31f * t) * std::exp(-0.004f * t) + 0.2f * std::sin(1.7f * t);
        group.clean(i, 1) += 0.1f * std::sin(0.83f * t);
    }
    group.delta = 0.05;
    group.sampleRate = 16000.0;
    quantise(group.clean, Quantiser::midRise(group.delta), group.cells);
    return group;
}

Matrix<double> inDouble(const Matrix<float>& matrix)
{
    return matrix.cast<double>();
}
} // namespace

TEST_CASE("The gradient of learned bounds in training equals that of the algorithm in double precision", "[gradient]")
{
    std::mt19937 generator(71);
    auto settings = exampleSettings();
    settings.inputGradient = GENERATE(true, false);
    CAPTURE(settings.inputGradient);
    const auto model = exampleModel(generator);
    constexpr double stepProductLimit = 0.4;
    const PackedOperator K(model.K);
    LearnedBoundsGradient trained(settings, K, *model.denseBounds, stepProductLimit);
    GroupLoss loss(settings, settings.sampleRate,
                   OverlapFraming(settings.frameLength, settings.trainingHop, settings.framesPerSegment));
    const auto group = exampleGroup(loss.framing(), generator);

    const LearnedBoundsParametrisation parametrisation(settings, model);
    std::vector<float> gradient(parametrisation.gradientSize(), std::nanf(""));
    const double value = trained.evaluate(group, gradient);

    CellFrames<float> cut;
    loss.framing().cut(group.cells.input, cut.input);
    loss.framing().cut(group.cells.lower, cut.lower);
    loss.framing().cut(group.cells.upper, cut.upper);
    const CellFrames<double> frames{inDouble(cut.input), inDouble(cut.lower), inDouble(cut.upper)};
    const auto batch = frames.input.cols();
    auto parameters = DenseParameters<double>::zeros({0, 2, 4}, rows, 7, 6);
    std::vector<Matrix<double>> tensors;
    model.denseBounds->forEachTensor([&](const std::string&, const Matrix<float>& tensor)
                                     { tensors.push_back(inDouble(tensor)); });
    auto next = tensors.begin();
    parameters.forEachTensor([&](const std::string&, Matrix<double>& tensor) { tensor = *next++; });
    DenseBounds<double> bounds(
        parameters, {stepProductLimit, Vector<double>::Constant(batch, group.delta), true, settings.inputGradient});
    DenseOperator<double> exact(inDouble(model.K));
    auto controls = IterationControls<double>::constant(rows, batch, settings.iterations, {});
    AdaptiveHistory<double> history;
    const auto solved = solveAdaptive(exact, frames, settings.iterations, bounds, controls, history);
    Matrix<float> outputGradient;
    CHECK(loss.evaluate(group, solved.primal.cast<float>(), outputGradient) == Approx(value).epsilon(1e-5));

    auto expected = parameters.zeroGradient();
    auto operatorGradient = exact.zeroGradient();
    double alongLimit = 0.0;
    backPropagateAdaptive(
        exact, frames, controls, history, inDouble(outputGradient),
        [&](int update, const ControlsGradient<double>& controlsGradient, Matrix<double>& analysedGradient)
        {
            bounds.backPropagate(update, controlsGradient, analysedGradient, expected);
            if (update == 0)
                alongLimit = controlsGradient.sigma.cwiseProduct(controls.sigma).sum();
        },
        &operatorGradient);

    std::size_t begin = 0;
    const auto compare = [&](const std::string& name, const Matrix<double>& tensor)
    {
        CAPTURE(name);
        const Matrix<double> found =
            Eigen::Map<const Matrix<float>>(gradient.data() + begin, tensor.rows(), tensor.cols()).cast<double>();
        CHECK((found - tensor).norm() < 1e-4 * tensor.norm());
        begin += static_cast<std::size_t>(tensor.size());
    };
    compare("K", operatorGradient);
    expected.forEachTensor(compare);
    CHECK(begin + 1 == gradient.size());
    CHECK(gradient.back() == Approx(alongLimit).epsilon(1e-4));
}

TEST_CASE("A model with learned bounds follows from its parameters", "[parametrisation]")
{
    std::mt19937 generator(72);
    auto settings = exampleSettings();
    settings.basis = GENERATE(Basis::samples, Basis::cosine);
    const auto start = exampleModel(generator);
    const LearnedBoundsParametrisation parametrisation(settings, start);
    const auto parameters = parametrisation.initialParameters();
    CHECK(parameters.size() == parameterCount(parametrisation.layout()));
    const auto model = parametrisation.modelOf(parameters);
    CHECK_NOTHROW(validate(model));
    CHECK((model.K - start.K).norm() < 1e-5f);
    CHECK(model.steps.sigma * std::pow(spectralNorm(model.K), 2) == Approx(settings.productLimit));
    CHECK(model.denseBounds->updates[1].output == start.denseBounds->updates[1].output);
    CHECK(model.referenceDelta == 1.0);
}

TEST_CASE("Training of learned bounds starts from the steps of a model with constant ones", "[parametrisation]")
{
    std::mt19937 generator(73);
    auto settings = exampleSettings();
    settings.bits = 4;
    settings.weight = 30.0;
    Model start;
    start.K = randomMatrix<float>(rows, columns, generator);
    const LearnedBoundsParametrisation parametrisation(settings, start);
    const auto model = parametrisation.modelOf(parametrisation.initialParameters());
    const double delta = deltaForBits(4), norm = spectralNorm(start.K);
    const auto& bounds = *model.denseBounds;
    const double tau = delta * std::exp(static_cast<double>(bounds.logTau(0, 0)));
    const double product = model.steps.sigma / (1.0 + std::exp(-static_cast<double>(bounds.productLogit(0, 0))));
    CHECK(tau == Approx(std::sqrt(settings.product) / (settings.weight * norm)).epsilon(1e-5));
    CHECK(product == Approx(settings.product / (norm * norm)).epsilon(1e-5));
    CHECK(bounds.updates.front().output.isZero(0.0f));
}

TEST_CASE("The gradient with respect to the parameters includes that through the norm of K", "[parametrisation]")
{
    std::mt19937 generator(74);
    auto settings = exampleSettings();
    settings.basis = GENERATE(Basis::samples, Basis::cosine);
    LearnedBoundsParametrisation parametrisation(settings, exampleModel(generator));
    const auto parameters = parametrisation.initialParameters();
    parametrisation.setParameters(parameters);

    // The loss <G, K> + a ln(P / ||K||^2) + <g, other parameters>.
    const auto G = randomMatrix<float>(rows, columns, generator);
    constexpr float a = 8.0f;
    std::vector<float> segmentGradient(parametrisation.gradientSize());
    std::copy_n(G.data(), G.size(), segmentGradient.begin());
    for (std::size_t i = static_cast<std::size_t>(G.size()); i + 1 < segmentGradient.size(); ++i)
        segmentGradient[i] = static_cast<float>(i % 7);
    segmentGradient.back() = a;
    std::vector<float> gradient(parameters.size());
    parametrisation.pullBack(segmentGradient, gradient);

    const auto loss = [&](const std::vector<float>& at)
    {
        const auto model = parametrisation.modelOf(at);
        return G.cast<double>().cwiseProduct(model.K.cast<double>()).sum() +
               static_cast<double>(a) * std::log(model.steps.sigma);
    };
    constexpr float h = 1.0f / 512.0f;
    const auto size = static_cast<std::size_t>(G.size());
    for (std::size_t i = 0; i < size; i += 13)
    {
        auto above = parameters, below = parameters;
        above[i] += h;
        below[i] -= h;
        CAPTURE(i);
        CHECK((loss(above) - loss(below)) / (2.0 * static_cast<double>(h)) ==
              Approx(gradient[i]).epsilon(1e-3).margin(1e-3));
    }
    CHECK(std::equal(gradient.begin() + static_cast<std::ptrdiff_t>(size), gradient.end(),
                     segmentGradient.begin() + static_cast<std::ptrdiff_t>(size)));
}

TEST_CASE("A start that does not fit the settings of learned bounds is rejected", "[parametrisation]")
{
    std::mt19937 generator(75);
    const auto start = exampleModel(generator);
    auto settings = exampleSettings();
    settings.hiddenUnits = 8;
    CHECK_THROWS_AS(LearnedBoundsParametrisation(settings, start), std::invalid_argument);
    settings = exampleSettings();
    settings.updates = "0,3";
    CHECK_THROWS_AS(LearnedBoundsParametrisation(settings, start), std::invalid_argument);
    settings = exampleSettings();
    settings.rows = rows + 1;
    CHECK_THROWS_AS(LearnedBoundsParametrisation(settings, start), std::invalid_argument);
}
