#include "Catch.h"

#include "Model/Model.h"
#include "Training/Checkpoint.h"
#include "Training/Trainer.h"

#include <cmath>
#include <cstdint>

using namespace dequantizer;

namespace
{
// Chirps of different speeds.
std::vector<TrainingSound> sounds(int count, std::uint64_t seed)
{
    std::vector<TrainingSound> result;
    for (int s = 0; s < count; ++s)
    {
        RandomStream random(seed, static_cast<std::uint64_t>(s), 0);
        const double speed = 0.02 + 0.05 * random.uniform();
        TrainingSound sound{"chirp", std::vector<float>(600)};
        for (std::size_t i = 0; i < sound.samples.size(); ++i)
        {
            const auto t = static_cast<double>(i);
            sound.samples[i] = static_cast<float>(std::sin(speed * t + 1e-4 * t * t));
        }
        result.push_back(std::move(sound));
    }
    return result;
}

TrainingSettings smallSettings()
{
    TrainingSettings settings;
    settings.sampleRate = 8000.0;
    settings.frameLength = 24;
    settings.rows = 28;
    settings.iterations = 5;
    settings.weight = 3.0;
    settings.learnedSteps = LearnedSteps::weightAndProduct;
    settings.trainingHop = 7; // does not divide n
    settings.hop = 4;
    settings.segments = 5;
    settings.steps = 60;
    settings.warmUp = 5;
    settings.learningRate = 5e-3;
    settings.validationInterval = 20;
    settings.levelRange = 12.0;
    settings.levelChance = 0.5;
    settings.seed = 7;
    return settings;
}

Trainer trainerFor(const TrainingSettings& settings)
{
    return Trainer(settings, sounds(6, 1), sounds(3, 2), initialOperator(settings.rows, settings.frameLength));
}

void run(Trainer& trainer, long until)
{
    while (trainer.state.step < until)
    {
        trainer.learn();
        if (trainer.validationDue())
            trainer.validate();
    }
}

bool identical(const Model& one, const Model& other)
{
    return one.K == other.K && one.steps.sigma == other.steps.sigma && one.steps.tau == other.steps.tau;
}
} // namespace

TEST_CASE("Training makes the restored sound better than the initial operator does", "[trainer]")
{
    const auto lossName = GENERATE(as<std::string>(), "mse", "perceptual");
    const auto gradient = GENERATE(GradientMode::full, GradientMode::truncated);
    auto settings = smallSettings();
    settings.loss = lossName;
    settings.gradient = gradient;
    settings.backwardSteps = 30;
    settings.bits = 3;
    settings.weight = 5.0;
    // The truncated gradient is one of iterations that have nearly converged.
    settings.iterations = gradient == GradientMode::full ? 8 : 100;
    settings.steps = 150;
    auto trainer = trainerFor(settings);
    const auto before = trainer.validate();
    run(trainer, settings.steps);
    REQUIRE(trainer.finished());
    REQUIRE(trainer.state.best.has_value());
    CHECK(trainer.state.best->step > 0);
    CHECK(trainer.state.best->figures.lossDb < before.lossDb - 0.1);
    CHECK(trainer.state.best->figures.lossDb < before.lossInputDb);
    CHECK_NOTHROW(validate(trainer.bestModel()));
}

TEST_CASE("The same seed gives the same K bit for bit, another seed another", "[trainer]")
{
    auto settings = smallSettings();
    settings.threads = GENERATE(1, 2, 3);
    auto one = trainerFor(settings);
    auto same = trainerFor(settings);
    run(one, settings.steps);
    run(same, settings.steps);
    CHECK(identical(one.currentModel(), same.currentModel()));
    CHECK(identical(one.bestModel(), same.bestModel()));

    settings.seed += 1;
    auto other = trainerFor(settings);
    run(other, settings.steps);
    CHECK_FALSE(identical(one.currentModel(), other.currentModel()));
}

TEST_CASE("A run that goes on from a checkpoint ends where an uninterrupted one does", "[trainer]")
{
    const auto settings = smallSettings();
    const long interruptedAt = GENERATE(0L, 1L, 19L, 20L, 33L, 59L);
    CAPTURE(interruptedAt);
    auto whole = trainerFor(settings);
    run(whole, settings.steps);

    auto first = trainerFor(settings);
    run(first, interruptedAt);
    const auto description = describeRun(settings, "training", "validation");
    const auto bytes = serialiseCheckpoint(description, first.state);
    run(first, settings.steps); // what happens after a checkpoint does not matter to it

    auto second = trainerFor(settings);
    second.state = parseCheckpoint(bytes, description);
    CHECK(second.state.step == interruptedAt);
    run(second, settings.steps);
    CHECK(identical(second.currentModel(), whole.currentModel()));
    CHECK(identical(second.bestModel(), whole.bestModel()));
    CHECK(serialiseCheckpoint(description, second.state) == serialiseCheckpoint(description, whole.state));
}

TEST_CASE("A checkpoint that is damaged, or another run's, is refused", "[trainer]")
{
    auto settings = smallSettings();
    auto trainer = trainerFor(settings);
    run(trainer, 20);
    const auto description = describeRun(settings, "training", "validation");
    const auto bytes = serialiseCheckpoint(description, trainer.state);

    for (std::size_t length = 0; length < bytes.size(); length += 97)
        CHECK_THROWS_AS(parseCheckpoint(bytes.substr(0, length), description), CheckpointError);
    CHECK_THROWS_AS(parseCheckpoint(bytes + "x", description), CheckpointError);

    settings.seed = 8;
    CHECK_THROWS_WITH(parseCheckpoint(bytes, describeRun(settings, "training", "validation")),
                      ContainsSubstring("\"seed 7\" there, \"seed 8\" here"));
    CHECK_THROWS_WITH(parseCheckpoint(bytes, describeRun(smallSettings(), "other", "validation")),
                      ContainsSubstring("training_sounds"));
}

TEST_CASE("The steps stay under their guard, whatever is learned", "[trainer]")
{
    auto settings = smallSettings();
    settings.productLimit = GENERATE(0.9, 3.0);
    settings.product = 0.8;
    settings.learningRate = 0.05;
    auto trainer = trainerFor(settings);
    run(trainer, settings.steps);
    const auto steps = trainer.state.learned.exactSteps(settings);
    const auto tracked = trainer.state.learned.trackedSteps(settings);
    CHECK(tracked.sigma * tracked.tau * std::pow(trainer.state.learned.norm, 2) <= settings.productLimit);
    CHECK(steps.sigma > 0.0);
    CHECK(steps.tau > 0.0);
}

TEST_CASE("Settings that contradict each other are refused", "[trainer]")
{
    auto settings = smallSettings();
    SECTION("loss")
    {
        settings.loss = "none";
    }
    SECTION("threads")
    {
        settings.threads = settings.segments + 1;
    }
    SECTION("training hop")
    {
        settings.trainingHop = settings.frameLength + 1;
    }
    CHECK_THROWS_AS(trainerFor(settings), std::invalid_argument);
    CHECK_THROWS_AS(Trainer(smallSettings(), {}, sounds(1, 1), initialOperator(28, 24)), std::invalid_argument);
    CHECK_THROWS_AS(Trainer(smallSettings(), sounds(1, 1), sounds(1, 1), initialOperator(24, 24)),
                    std::invalid_argument);
}

TEST_CASE("Sounds shorter than a segment are continued by silence", "[trainer]")
{
    const auto settings = smallSettings();
    Trainer trainer(settings, {{"short", {0.5f, -1.0f, 0.25f}}}, sounds(1, 2), initialOperator(28, 24));
    for (int i = 0; i < 3; ++i)
        CHECK(std::isfinite(trainer.learn()));
}

TEST_CASE("The initial operator sees every frequency alike", "[trainer]")
{
    const Eigen::Index n = 32;
    for (const int rows : {24, 32, 40})
    {
        const auto K = initialOperator(rows, static_cast<int>(n));
        REQUIRE(K.rows() == rows);
        REQUIRE(K.cols() == n);
        if (rows >= n)
            CHECK((K.transpose() * K - Matrix<float>::Identity(n, n)).norm() < 1e-5f);
        for (int cycles = 1; cycles < 16; ++cycles)
        {
            Vector<float> wave(n);
            for (Eigen::Index i = 0; i < n; ++i)
                wave(i) = std::sin(static_cast<float>(i * cycles) * 6.2831853f / static_cast<float>(n) + 0.3f);
            CHECK((K * wave).norm() > 0.5f * wave.norm());
        }
    }
}
