#include "Catch.h"
#include "Training/TrainingExample.h"

#include "Algorithm/CosineTransform.h"
#include "Training/GradientSolver.h"

#include <array>
#include <set>

using namespace dequantizer;

TEST_CASE("Training on frames reduces the error, with either gradient", "[training]")
{
    auto settings = frameSettings();
    settings.gradient = GENERATE(GradientMode::full, GradientMode::truncated);
    const auto frames = framesOf(trainingChirps(), settings.frameLength);
    auto trainer = trainerFor(settings);
    const auto error = [&]
    {
        return errorCurve(trainer.currentModel(), frames, settings.bits, std::array{settings.iterations}, [](double) {})
            .front();
    };
    const double before = error();
    run(trainer, settings.steps);
    CHECK(error() < 0.95 * before);
}

TEST_CASE("An epoch contains every frame once, in another order each time", "[training]")
{
    auto settings = frameSettings();
    settings.segments = 8;
    const auto length = settings.frameLength;
    Matrix<float> frames(length, 24);
    for (Eigen::Index m = 0; m < frames.cols(); ++m)
        frames.col(m).setConstant(static_cast<float>(m));
    EpochFrames source(settings, frames);
    REQUIRE(EpochFrames::minibatchesPerEpoch(settings, frames.cols()) == 3);
    REQUIRE(source.groups() == 3); // of 3, 3 and 2

    std::vector<std::vector<float>> epochs(2);
    for (long step = 0; step < 6; ++step)
    {
        source.beginMinibatch(step);
        for (int index = 0; index < source.groups(); ++index)
        {
            SegmentGroup group;
            source.draw(index, group);
            for (Eigen::Index s = 0; s < group.clean.cols(); ++s)
                epochs[static_cast<std::size_t>(step / 3)].push_back(group.clean(0, s));
        }
    }
    for (const auto& epoch : epochs)
        CHECK(std::set<float>(epoch.begin(), epoch.end()).size() == 24);
    CHECK(epochs[0].size() == 24);
    CHECK_FALSE(epochs[0] == epochs[1]);
}

TEST_CASE("An error curve equals the errors of separate solutions", "[training]")
{
    const auto frames = framesOf(trainingChirps(), 24);
    Model model;
    model.K = cosineTransform<float>(24);
    model.steps = stepSizesFromWeight(10.0, 1.0);
    const std::array lengths{1, 7, 700};
    double heard = 0.0;
    const auto errors = errorCurve(model, frames, 4, lengths, [&](double part) { heard = part; });
    CHECK(heard == Approx(1.0));
    const auto cells = quantisedFrames(frames, Quantiser::midRise(deltaForBits(4)));
    const PackedOperator K(model.K);
    GradientSolver solver;
    for (std::size_t i = 0; i < lengths.size(); ++i)
    {
        const auto& restored = solver.solve(K, model.steps, cells, lengths[i]);
        CHECK(errors[i] == Approx((restored - frames).squaredNorm() / static_cast<float>(frames.size())).epsilon(1e-4));
    }
    CHECK(spreadFrames(frames, 10).cols() == 10);
    CHECK(spreadFrames(frames, 1000).cols() == frames.cols());
}
