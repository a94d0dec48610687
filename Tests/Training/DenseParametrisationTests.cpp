#include "Algorithm/RandomProblem.h"
#include "Catch.h"

#include "Training/DenseParametrisation.h"

#include <algorithm>

using namespace dequantizer;

namespace
{
TrainingSettings settingsFor(const Matrix<float>& K)
{
    TrainingSettings settings;
    settings.rows = static_cast<int>(K.rows());
    settings.frameLength = static_cast<int>(K.cols());
    settings.hop = settings.trainingHop = 4;
    settings.learnedSteps = LearnedSteps::weightAndProduct;
    settings.weight = 3.0;
    settings.product = 0.5;
    return settings;
}
} // namespace

TEST_CASE("A model follows from its parameters, in either basis", "[parametrisation]")
{
    std::mt19937 generator(1);
    const auto K = randomMatrix<float>(14, 12, generator);
    auto settings = settingsFor(K);
    settings.basis = GENERATE(Basis::samples, Basis::cosine);
    const DenseParametrisation parametrisation(settings, K);
    const auto parameters = parametrisation.initialParameters();
    CHECK(parameters.size() == parameterCount(parametrisation.layout()));
    const auto model = parametrisation.modelOf(parameters);
    CHECK((model.K - K).norm() < 1e-5f);
    CHECK(std::sqrt(model.steps.sigma / model.steps.tau) == Approx(3.0));
    CHECK(model.steps.sigma * model.steps.tau * std::pow(spectralNorm(K), 2) == Approx(0.5));
    CHECK(model.hop == 4);
}

TEST_CASE("The gradient with respect to the parameters follows from that with respect to K and its steps",
          "[parametrisation]")
{
    std::mt19937 generator(2);
    const auto K = randomMatrix<float>(14, 12, generator);
    auto settings = settingsFor(K);
    settings.basis = GENERATE(Basis::samples, Basis::cosine);
    DenseParametrisation parametrisation(settings, K);
    const auto parameters = parametrisation.initialParameters();
    parametrisation.setParameters(parameters);

    // The loss <G, K> + a sigma + b tau, whose gradient with respect to K, sigma, tau and theta is known.
    const auto G = randomMatrix<float>(14, 12, generator);
    constexpr float a = 2.0f, b = -30.0f;
    std::vector<float> segmentGradient(G.data(), G.data() + G.size());
    segmentGradient.insert(segmentGradient.end(), {a, b, 0.0f});
    REQUIRE(segmentGradient.size() == parametrisation.gradientSize());
    const auto loss = [&](const std::vector<float>& at)
    {
        const auto model = parametrisation.modelOf(at);
        return G.cast<double>().cwiseProduct(model.K.cast<double>()).sum() + a * model.steps.sigma +
               b * model.steps.tau;
    };
    std::vector<float> gradient(parameters.size());
    parametrisation.pullBack(segmentGradient, gradient);

    constexpr float h = 1.0f / 512.0f;
    for (std::size_t i = 0; i < parameters.size(); i += i + 3 < parameters.size() ? 13u : 1u)
    {
        auto above = parameters, below = parameters;
        above[i] += h;
        below[i] -= h;
        CAPTURE(i);
        CHECK((loss(above) - loss(below)) / (2.0 * static_cast<double>(h)) ==
              Approx(gradient[i]).epsilon(1e-3).margin(1e-3));
    }
}

TEST_CASE("The tracked norm is restored with its state", "[parametrisation]")
{
    std::mt19937 generator(3);
    const auto K = randomMatrix<float>(14, 12, generator);
    const auto settings = settingsFor(K);
    DenseParametrisation one(settings, K), other(settings, K);
    auto parameters = one.initialParameters();
    for (int i = 0; i < 5; ++i)
    {
        parameters[3] += 0.5f;
        one.setParameters(parameters);
    }
    const auto state = one.trackedState();
    other.setTrackedState(state);
    other.setParameters(parameters);
    CHECK(other.trackedSteps().sigma == one.trackedSteps().sigma);
    CHECK(other.trackedState() == state);
    CHECK(one.trackedSteps().sigma == Approx(one.modelOf(parameters).steps.sigma).epsilon(0.02));
}
