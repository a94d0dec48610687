#include "Catch.h"

#include "Training/Adam.h"
#include "Training/GradientLimit.h"
#include "Training/LearningRate.h"

using namespace dequantizer;

TEST_CASE("The learning rate rises during the warm-up, then falls according to the settings", "[schedule]")
{
    TrainingSettings settings;
    settings.learningRate = 2.0;
    settings.warmUp = 10;
    settings.steps = 110;
    settings.finalRate = 0.25;
    for (const auto decay : {RateDecay::constant, RateDecay::cosine, RateDecay::exponential})
    {
        settings.decay = decay;
        CHECK(learningRateAt(settings, 0) == Approx(0.2));
        CHECK(learningRateAt(settings, 9) == Approx(2.0));
        CHECK(learningRateAt(settings, 10) == Approx(2.0));
    }
    settings.decay = RateDecay::constant;
    CHECK(learningRateAt(settings, 109) == 2.0);
    settings.decay = RateDecay::cosine;
    CHECK(learningRateAt(settings, 60) == Approx(1.0));
    CHECK(learningRateAt(settings, 110) == Approx(0.0).margin(1e-12));
    settings.decay = RateDecay::exponential;
    CHECK(learningRateAt(settings, 60) == Approx(1.0));
    CHECK(learningRateAt(settings, 110) == Approx(0.5));
}

TEST_CASE("Each tensor has its own learning rate", "[schedule]")
{
    const ParameterLayout layout{{"a", 2, 1.0}, {"b", 1, 10.0}};
    REQUIRE(parameterCount(layout) == 3);
    std::vector<float> parameters(3, 0.0f);
    Adam adam(3);
    // The first step of Adam equals the learning rate.
    adam.update(layout, parameters, std::vector<float>{1.0f, -2.0f, 3.0f}, 0.01, 1);
    CHECK(parameters[0] == Approx(-0.01f));
    CHECK(parameters[1] == Approx(0.01f));
    CHECK(parameters[2] == Approx(-0.1f));
}

TEST_CASE("A gradient is scaled down to the limit and never up", "[schedule]")
{
    std::vector<float> gradient{3.0f, -4.0f};
    limitGradient(gradient, 10.0);
    CHECK(gradient == std::vector<float>{3.0f, -4.0f});
    limitGradient(gradient, 1.0);
    CHECK(gradient[0] == Approx(0.6f));
    CHECK(gradient[1] == Approx(-0.8f));
}
