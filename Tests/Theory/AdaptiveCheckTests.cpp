#include "Catch.h"

#include "Model/ModelFile.h"
#include "Model/ShippedModels.h"
#include "Theory/AdaptiveChecks.h"
#include "Theory/SyntheticVoice.h"
#include "Theory/WeightedProblem.h"

#include <algorithm>
#include <string>

using namespace dequantizer;

namespace
{
constexpr double delta = 0.125;

// A model with short frames, which take little time.
Model shortModel(FourierParameters<float> parameters)
{
    Model model;
    model.iterations = parameters.iterations();
    model.fourier = std::make_shared<const FourierModel>(FourierModel{std::move(parameters), 128});
    model.sampleRate = 8000.0;
    model.referenceDelta = delta;
    return model;
}

// What a shipped model has learned. In loud frames its steps are so short that the convex problem takes many thousands
// of iterations.
Model learnedModel()
{
    return shortModel(parseModel(findShippedModel("any-low-latency")->bytes).fourier->parameters);
}

// Before training, tau is near 0.2 Delta, and the iteration converges sooner.
Model untrainedModel()
{
    return shortModel(FourierParameters<float>::initial({0, 3, 6}, 4, 3, 10, 1));
}

Matrix<float> voiceFor(const Model& model, int frames)
{
    return syntheticVoice(model.frameLength(), model.sampleRate, frames, 1);
}

CheckScope shortScope()
{
    auto scope = CheckScope::quick();
    scope.iterations = {10, 30, 300};
    scope.costIterations = {10};
    scope.optimalIterations = 20000;
    scope.frozenSteps = 5000;
    return scope;
}

TheoryReport checked(const Model& model, const AdaptiveGradients& gradients, const CheckScope& scope = shortScope())
{
    return checkAdaptiveTheory(model, delta, voiceFor(model, scope.inferenceFrames), scope, gradients,
                               [](const char*, double) {});
}

const Claim& claimOf(const TheoryReport& report, const std::string& key)
{
    const auto found = std::ranges::find(report.claims, key, &Claim::key);
    REQUIRE(found != report.claims.end());
    return *found;
}
} // namespace

TEST_CASE("The claims hold for a Fourier model", "[theory]")
{
    const auto report = checked(learnedModel(), AdaptiveGradients::shipped());
    for (const auto& claim : report.claims)
    {
        CAPTURE(claim.key, claim.figure);
        CHECK(claim.outcome != Outcome::fail);
    }
    CHECK(report.passed());
    for (const auto* key : {"step_condition", "lemma", "lemma_constant_inputs", "bounds_settle"})
    {
        CAPTURE(key, claimOf(report, key).figure);
        CHECK(claimOf(report, key).outcome == Outcome::pass);
    }
    CHECK(report.fullDifferences.worstError < 1e-6);
    CHECK(report.fullDifferences.directions >= 15);
    CHECK(report.boundsSettledFrom == 6);
    REQUIRE(report.learnedTruncation.size() == 10);
    for (const auto& point : report.learnedTruncation)
    {
        CHECK(point.cosine > 0.0);
        CHECK(point.cosine <= 1.0);
    }
    CHECK(report.inference.back().first == 100);
    // Ten iterations leave less error than the quantised input.
    const auto atL = std::ranges::find(report.inference, 10, &std::pair<int, double>::first);
    REQUIRE(atL != report.inference.end());
    CHECK(atL->second < report.quantisedError);
}

TEST_CASE("The full gradient of the convex problem is that of the limit formula once the masks have settled",
          "[theory]")
{
    auto scope = shortScope();
    scope.iterations = {10, 20000};
    scope.frozenSteps = 50000;
    const auto report = checked(untrainedModel(), AdaptiveGradients::shipped(), scope);
    CHECK(report.settledFrames == scope.frames);
    CHECK(report.gapIterations < 15000);
    REQUIRE(report.limitDistances.size() == 2);
    CHECK(report.limitDistances.front().second > 0.1);
    CHECK(report.limitDistances.back().second < 1e-5);
    CHECK(claimOf(report, "limit").outcome == Outcome::pass);
}

TEST_CASE("A gradient with one wrong tensor fails the check", "[theory]")
{
    auto gradients = AdaptiveGradients::shipped();
    gradients.full = [correct = gradients.full](const AdaptiveProblem& problem, int iterations, bool throughInputs)
    {
        auto gradient = correct(problem, iterations, throughInputs);
        gradient.parameters.updates[1].second *= 1.001;
        return gradient;
    };
    const auto report = checked(learnedModel(), gradients);
    CHECK(claimOf(report, "lemma").outcome == Outcome::fail);
    CHECK(claimOf(report, "lemma_constant_inputs").outcome == Outcome::fail);
    CHECK(!report.passed());
}

TEST_CASE("A gradient that ignores the inputs of the networks fails only the exact check", "[theory]")
{
    auto gradients = AdaptiveGradients::shipped();
    gradients.full = [correct = gradients.full](const AdaptiveProblem& problem, int iterations, bool)
    { return correct(problem, iterations, false); };
    const auto report = checked(learnedModel(), gradients);
    CHECK(claimOf(report, "lemma").outcome == Outcome::fail);
    CHECK(claimOf(report, "lemma_constant_inputs").outcome == Outcome::pass);
}

TEST_CASE("The weighted problem keeps the last bounds and steps, and its gap closes", "[theory]")
{
    const auto model = untrainedModel();
    const auto problem = adaptiveProblem(model, voiceFor(model, 2), delta);
    const WeightedProblem weighted(problem, 20);
    CHECK(weighted.lastUpdate() == 6);
    CHECK(weighted.largestProduct() <= 1.0 + 1e-12);

    // More iterations do not change what is kept.
    const WeightedProblem longer(problem, 40);
    CHECK(longer.bounds() == weighted.bounds());
    CHECK(longer.controls(1).tau == weighted.controls(1).tau);

    // Without a dual variable the lower bound is 0 and the gap is 1; it closes as the iteration proceeds.
    WindowedFourier<double> K(problem.window);
    auto iterate = weighted.start(K);
    CHECK(weighted.gaps(K, iterate).minCoeff() == Approx(1.0));
    const auto some = solveToGap(weighted, 0.0, 300, [](double) {});
    const auto more = solveToGap(weighted, 0.0, 3000, [](double) {});
    CHECK(some.gap > 0.0);
    CHECK(more.gap < 0.2 * some.gap);
}

TEST_CASE("The gradients of the weighted problem equal central differences", "[theory]")
{
    const auto model = learnedModel();
    const auto problem = adaptiveProblem(model, voiceFor(model, 1), delta);
    const WeightedProblem weighted(problem, 10);
    constexpr int iterations = 12;
    WindowedFourier<double> K(problem.window);
    const auto never = [](int, const Matrix<double>&, IterationControls<double>&) { return false; };
    auto controls = weighted.controls(iterations);
    AdaptiveHistory<double> history;
    static_cast<void>(solveAdaptive(K, problem.frames, iterations, never, controls, history));
    const auto gradient = fullGradient(weighted, history, iterations);

    // ln b of all rows moves along the gradient.
    const auto lossAt = [&](double distance)
    {
        auto moved = weighted.controls(iterations);
        moved.bounds.array() *= (distance / gradient.bounds.norm() * gradient.bounds.array()).exp();
        WindowedFourier<double> operatorOfItsOwn(problem.window);
        return problem.loss(solveAdaptive(operatorOfItsOwn, problem.frames, iterations, never, moved).primal);
    };
    constexpr double h = 1e-6;
    CHECK((lossAt(h) - lossAt(-h)) / (2.0 * h) == Approx(gradient.bounds.norm()).epsilon(1e-6));

    // The norms of delta begin with that of the loss gradient inside the cells.
    const auto norms = deltaNorms(weighted, history);
    REQUIRE(norms.size() == iterations);
    CHECK(norms.front() > 0.0);
}
