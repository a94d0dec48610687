#include "Catch.h"
#include "Training/ThreadGroup.h"
#include "Training/TrainingExample.h"

#include "Algorithm/SpectralNorm.h"
#include "Model/ModelFile.h"
#include "Training/Checkpoint.h"
#include "Training/SettingsTable.h"

#include <atomic>

using namespace dequantizer;

namespace
{
// The current and the best model as files.
std::string bytesOf(const Trainer& trainer)
{
    return serialiseModel(trainer.currentModel()) + serialiseModel(trainer.bestModel());
}

std::string checkpointOf(const TrainingSettings& settings, const Trainer& trainer)
{
    return serialiseCheckpoint(describeRun(settings, "training", "validation"), trainer.layout(), trainer.state());
}

void restore(Trainer& trainer, const TrainingSettings& settings, const std::string& bytes)
{
    trainer.restore(parseCheckpoint(bytes, describeRun(settings, "training", "validation"), trainer.layout()));
}
} // namespace

TEST_CASE("Training improves on the initial operator", "[trainer]")
{
    const auto lossName = GENERATE(as<std::string>(), "mse", "perceptual");
    const auto gradient = GENERATE(GradientMode::full, GradientMode::truncated);
    auto settings = segmentSettings();
    settings.loss = lossName;
    settings.gradient = gradient;
    settings.backwardSteps = 30;
    settings.bits = 3;
    settings.weight = 5.0;
    // The truncated gradient applies to iterations that have nearly converged.
    settings.iterations = gradient == GradientMode::full ? 8 : 100;
    settings.steps = 150;
    auto trainer = trainerFor(settings);
    const auto before = trainer.validate(validationChirps());
    run(trainer, settings.steps);
    REQUIRE(trainer.finished());
    const auto& best = trainer.state().best;
    REQUIRE(best.has_value());
    CHECK(best->step > 0);
    CHECK(best->figures.lossDb < before.lossDb - 0.1);
    CHECK(best->figures.lossDb < before.lossInputDb);
    CHECK_NOTHROW(validate(trainer.bestModel()));
}

TEST_CASE("Training also works with other objectives, bases and groups", "[trainer]")
{
    auto settings = segmentSettings();
    settings.steps = 150;
    SECTION("a relative objective with a penalty on harm")
    {
        settings.objective = ObjectiveKind::relative;
        settings.harmWeight = 0.3;
        settings.segmentsTogether = 2;
        settings.gradientLimit = 1.0;
    }
    SECTION("the entries of K, at a constant rate")
    {
        settings.basis = Basis::samples;
        settings.decay = RateDecay::constant;
    }
    auto trainer = trainerFor(settings);
    const auto before = trainer.validate(validationChirps());
    run(trainer, settings.steps);
    CHECK(trainer.state().best->figures.lossDb < before.lossDb - 0.1);
}

TEST_CASE("The model is the same bit for bit with any number of threads", "[trainer]")
{
    const auto settings = GENERATE(segmentSettings(), frameSettings());
    auto reference = trainerFor(settings, 1);
    run(reference, settings.steps);
    for (const int threads : {2, 3, 8})
    {
        CAPTURE(threads);
        auto trainer = trainerFor(settings, threads);
        run(trainer, settings.steps);
        CHECK(bytesOf(trainer) == bytesOf(reference));
        CHECK(checkpointOf(settings, trainer) == checkpointOf(settings, reference));
    }
}

TEST_CASE("The model is the same bit for bit with any number of processes", "[trainer][processes]")
{
    const auto settings = GENERATE(segmentSettings(), frameSettings());
    auto reference = trainerFor(settings);
    run(reference, settings.steps);
    const auto model = bytesOf(reference), checkpoint = checkpointOf(settings, reference);
    const auto best = reference.state().best->parameters;
    for (const int processes : {2, 3, 8})
    {
        CAPTURE(processes);
        std::string sharedModel, sharedCheckpoint;
        std::atomic<int> equal = 0;
        const bool allReceived = inThreadGroup(processes,
                                               [&](ProcessGroup& group)
                                               {
                                                   auto trainer = trainerFor(settings, 1, group);
                                                   run(trainer, settings.steps);
                                                   equal += trainer.state().best->parameters == best ? 1 : 0;
                                                   if (group.rank() != 0)
                                                       return;
                                                   sharedModel = bytesOf(trainer);
                                                   sharedCheckpoint = checkpointOf(settings, trainer);
                                               });
        CHECK(allReceived);
        CHECK(equal == processes);
        CHECK(sharedModel == model);
        CHECK(sharedCheckpoint == checkpoint);
    }
}

TEST_CASE("Another seed gives another model", "[trainer]")
{
    auto settings = GENERATE(segmentSettings(), frameSettings());
    auto one = trainerFor(settings);
    run(one, 10);
    settings.seed += 1;
    auto other = trainerFor(settings);
    run(other, 10);
    CHECK_FALSE(bytesOf(one) == bytesOf(other));
}

TEST_CASE("A run resumed from a checkpoint, with other threads, gives the same model", "[trainer]")
{
    const auto settings = GENERATE(segmentSettings(), frameSettings());
    const long interruptedAt = GENERATE(0L, 1L, 19L, 20L, 33L, 59L);
    CAPTURE(interruptedAt);
    auto whole = trainerFor(settings);
    run(whole, settings.steps);

    auto first = trainerFor(settings, 1);
    run(first, interruptedAt);
    const auto bytes = checkpointOf(settings, first);
    run(first, settings.steps); // later steps must not affect the checkpoint

    auto second = trainerFor(settings, 3);
    restore(second, settings, bytes);
    CHECK(second.step() == interruptedAt);
    run(second, settings.steps);
    CHECK(bytesOf(second) == bytesOf(whole));
    CHECK(checkpointOf(settings, second) == checkpointOf(settings, whole));
}

TEST_CASE("The learned steps stay within their limit", "[trainer]")
{
    auto settings = segmentSettings();
    settings.productLimit = GENERATE(0.9, 3.0);
    settings.product = 0.8;
    settings.learningRate = 0.05;
    auto trainer = trainerFor(settings);
    run(trainer, settings.steps);
    const auto model = trainer.currentModel();
    CHECK(model.steps.sigma > 0.0);
    CHECK(model.steps.tau > 0.0);
    CHECK(model.steps.sigma * model.steps.tau * std::pow(spectralNorm(model.K), 2) <=
          settings.productLimit * (1.0 + 1e-12));
}

TEST_CASE("Conflicting settings and parts are rejected", "[trainer]")
{
    auto settings = segmentSettings();
    SECTION("loss")
    {
        settings.loss = "none";
    }
    SECTION("training hop")
    {
        settings.trainingHop = settings.frameLength + 1;
    }
    SECTION("the initial K")
    {
        CHECK_THROWS_AS(DenseParametrisation(settings, initialOperator(24, 24)), std::invalid_argument);
        settings.segments = 0;
    }
    SECTION("no sounds")
    {
        const std::vector<TrainingSound> none;
        CHECK_THROWS_AS(RandomSegments(settings, none), std::invalid_argument);
        settings.segments = 0;
    }
    CHECK_THROWS_AS(trainerFor(settings), std::invalid_argument);
}

TEST_CASE("A state of another size is rejected", "[trainer]")
{
    auto settings = segmentSettings();
    auto trainer = trainerFor(settings);
    settings.rows = 30;
    CHECK_THROWS_AS(trainer.restore(trainerFor(settings).state()), std::invalid_argument);
}

TEST_CASE("Signals shorter than a segment are padded with silence", "[trainer]")
{
    const auto settings = segmentSettings();
    const std::vector<TrainingSound> sounds{{"short", {0.5f, -1.0f, 0.25f}}};
    RandomSegments source(settings, sounds);
    source.beginMinibatch(0);
    SegmentGroup group;
    source.draw(0, group);
    CHECK(group.clean.rows() > 2 * settings.frameLength);
    CHECK(group.clean.bottomRows(group.clean.rows() - 3).isZero(0.0f));
}
