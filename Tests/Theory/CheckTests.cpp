#include "Algorithm/RandomProblem.h"
#include "Catch.h"
#include "Theory/FaultyGradients.h"

#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "Signal/Quantiser.h"
#include "Theory/SyntheticVoice.h"
#include "Theory/TheoryChecks.h"

#include <algorithm>
#include <string>

using namespace dequantizer;

namespace
{
TheoryReport checked(const Model& model, const Gradients& gradients = Gradients::shipped(),
                     const CheckScope& scope = CheckScope::quick())
{
    const auto voice = syntheticVoice(model.frameLength(), model.sampleRate, scope.inferenceFrames, 1);
    return checkTheory(model, voice, scope, gradients, [](const char*, double) {});
}

Model randomModel(int rows, int frameLength)
{
    std::mt19937 generator(7);
    Model model;
    model.K = randomMatrix<float>(rows, frameLength, generator);
    model.sampleRate = 50.0 * frameLength;
    model.steps = stepSizesFromWeight(10.0, spectralNorm(model.K));
    return model;
}

// Only the checks of the gradients, on a small problem that is fast and converges.
CheckScope smallScope()
{
    auto scope = CheckScope::quick();
    scope.iterations = {10, 20};
    scope.costIterations = {10};
    scope.costBatch = 2;
    scope.inferenceFrames = 4;
    scope.optimalIterations = 20000;
    return scope;
}

Outcome outcomeOf(const TheoryReport& report, const std::string& key)
{
    const auto found =
        std::find_if(report.claims.begin(), report.claims.end(), [&](const Claim& claim) { return claim.key == key; });
    REQUIRE(found != report.claims.end());
    CAPTURE(found->figure);
    return found->outcome;
}

void requirePassed(const TheoryReport& report)
{
    for (const auto& claim : report.claims)
    {
        CAPTURE(claim.key, claim.figure);
        CHECK(claim.outcome != Outcome::fail);
    }
    CHECK(report.passed());
    CHECK(outcomeOf(report, "lemma") == Outcome::pass);
    CHECK(outcomeOf(report, "kernels") == Outcome::pass);
    CHECK(report.claims.size() == 13);
}
} // namespace

TEST_CASE("The checks pass on the cosine transform", "[theory]")
{
    const int bits = GENERATE(4, 8);
    requirePassed(checked(cosineModel(16000.0, deltaForBits(bits))));
}

TEST_CASE("The checks pass on random operators", "[theory]")
{
    const int rows = GENERATE(32, 48, 20);
    requirePassed(checked(randomModel(rows, 32)));
}

TEST_CASE("The checks pass on a random operator of the usual size", "[theory]")
{
    requirePassed(checked(randomModel(320, 320)));
}

TEST_CASE("The checks pass on every shipped dense model", "[theory]")
{
    int models = 0;
    for (const auto& entry : std::filesystem::directory_iterator(DEQUANTIZER_MODELS))
        if (entry.path().extension() == ".safetensors")
        {
            CAPTURE(entry.path());
            const auto model = readModelFile(entry.path());
            if (model.fourier) // the theory is that of a dense K
                continue;
            requirePassed(checked(model));
            ++models;
        }
    CHECK(models >= 1);
}

TEST_CASE("The checks find a fault in the full gradient", "[theory]")
{
    const auto fault = GENERATE(Fault::sign, Fault::primalMask, Fault::dualMask, Fault::theta);
    CAPTURE(static_cast<int>(fault));
    const auto report = checked(randomModel(32, 32), faultyGradients(fault, true), smallScope());
    CHECK(outcomeOf(report, "lemma") == Outcome::fail);
    CHECK_FALSE(report.passed());
}

TEST_CASE("The checks find a fault in the truncated gradient", "[theory]")
{
    const auto fault = GENERATE(Fault::sign, Fault::primalMask, Fault::dualMask, Fault::theta);
    CAPTURE(static_cast<int>(fault));
    const auto report = checked(randomModel(32, 32), faultyGradients(fault, false), smallScope());
    CHECK(outcomeOf(report, "truncated_lemma") == Outcome::fail);
    CHECK_FALSE(report.passed());
}

TEST_CASE("A fault in one gradient does not affect the checks of the other", "[theory]")
{
    const bool inFull = GENERATE(true, false);
    const auto report = checked(randomModel(32, 32), faultyGradients(Fault::none, inFull), smallScope());
    requirePassed(report);
    CHECK(outcomeOf(report, "truncated_lemma") == Outcome::pass);
}

TEST_CASE("A theta below one is reported as outside the theory", "[theory]")
{
    auto model = randomModel(32, 32);
    model.steps.theta = 0.5;
    const auto report = checked(model, Gradients::shipped(), smallScope());
    CHECK(outcomeOf(report, "step_condition") == Outcome::assumptionMissing);
    CHECK(report.passed());
}
