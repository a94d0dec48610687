#include "Catch.h"

#include "Algorithm/CosineTransform.h"
#include "Signal/Metrics.h"
#include "Training/Checkpoint.h"
#include "Training/FrameErrors.h"
#include "Training/FrameTrainer.h"

#include <array>
#include <cmath>

using namespace dequantizer;

namespace
{
constexpr int frameLength = 24;

std::vector<TrainingSound> chirps()
{
    std::vector<TrainingSound> sounds(2);
    for (std::size_t s = 0; s < sounds.size(); ++s)
        for (int i = 0; i < 1000; ++i)
            sounds[s].samples.push_back(std::sin(0.1f * static_cast<float>(i) *
                                                 (1.0f + 0.002f * static_cast<float>(i) + static_cast<float>(s))));
    return sounds;
}

FrameTrainingSettings smallSettings()
{
    FrameTrainingSettings settings;
    settings.sampleRate = 1200.0;
    settings.batch = 16;
    settings.epochs = 6;
    settings.learningRate = 1e-3;
    return settings;
}
} // namespace

TEST_CASE("Training on frames makes the error smaller, with either gradient", "[training]")
{
    auto settings = smallSettings();
    settings.gradient = GENERATE(GradientMode::full, GradientMode::truncated);
    const auto frames = framesOf(chirps(), frameLength);
    REQUIRE(frames.cols() == 82);
    FrameTrainer trainer(settings, frames, cosineTransform<float>(frameLength));
    CHECK(trainer.minibatches() == 30);
    const auto error = [&]
    { return errorCurve(trainer.model(), frames, 4, std::array{settings.iterations}, [](double) {}).front(); };
    const double before = error();
    while (!trainer.finished())
        trainer.learn();
    CHECK(error() < 0.95 * before);
}

TEST_CASE("Training on frames goes on from a checkpoint to the same operator", "[training]")
{
    const auto settings = smallSettings();
    const auto frames = framesOf(chirps(), frameLength);
    const auto start = cosineTransform<float>(frameLength);
    FrameTrainer whole(settings, frames, start), first(settings, frames, start), second(settings, frames, start);
    while (!whole.finished())
        whole.learn();
    while (first.state.step < 13)
        first.learn();
    const auto run = describeRun(settings, "sounds");
    second.state = parseCheckpoint(serialiseCheckpoint(run, first.state), run);
    while (!second.finished())
        second.learn();
    CHECK(second.state.learned.K == whole.state.learned.K);
    CHECK_THROWS_AS(parseCheckpoint(serialiseCheckpoint(run, first.state), describeRun(settings, "others")),
                    CheckpointError);
}

TEST_CASE("An error curve is that of separate solutions", "[training]")
{
    const auto frames = framesOf(chirps(), frameLength);
    Model model;
    model.K = cosineTransform<float>(frameLength);
    model.steps = stepSizesFromWeight(10.0, 1.0);
    const std::array lengths{1, 7, 700};
    double heard = 0.0;
    const auto errors = errorCurve(model, frames, 4, lengths, [&](double part) { heard = part; });
    CHECK(heard == Approx(1.0));
    const auto cells = quantisedFrames(frames, Quantiser::midRise(deltaForBits(4)));
    GradientSolver solver;
    for (std::size_t i = 0; i < lengths.size(); ++i)
    {
        const auto& restored = solver.solve(model.K, model.steps, cells, lengths[i]);
        CHECK(errors[i] == Approx((restored - frames).squaredNorm() / static_cast<float>(frames.size())).epsilon(1e-4));
    }
    CHECK(spreadFrames(frames, 10).cols() == 10);
    CHECK(spreadFrames(frames, 100).cols() == frames.cols());
}
