#include "Algorithm/RandomProblem.h"
#include "Catch.h"

#include "Signal/LoudnessDifference.h"
#include "Training/GroupLoss.h"
#include "Training/QuantisedFrames.h"

using namespace dequantizer;

namespace
{
constexpr double rate = 16000.0, delta = 0.25;

TrainingSettings settingsOf(ObjectiveKind objective, double harmWeight)
{
    TrainingSettings settings;
    settings.segments = 6;
    settings.objective = objective;
    settings.harmWeight = harmWeight;
    return settings;
}

struct GroupExample
{
    OverlapFraming framing{12, 5, 2};
    SegmentGroup group;
    Matrix<float> restored;

    GroupExample()
    {
        std::mt19937 generator(71);
        group.clean = randomMatrix<float>(framing.segmentLength(), 3, generator);
        group.clean.col(1) *= 0.01f;
        quantise(group.clean, Quantiser::midRise(delta), group.cells);
        group.delta = delta;
        group.sampleRate = rate;
        framing.cut(group.clean, restored);
        // One segment better than it was, two of them worse.
        restored.leftCols(framing.framesPerSegment()).array() += 0.05f;
        restored += 0.02f * randomMatrix<float>(restored.rows(), restored.cols(), generator);
        restored.rightCols(framing.framesPerSegment()).array() -= 0.2f;
    }
};
} // namespace

TEST_CASE("The loss of a group is in units of the quantisation error's power, by its share of the minibatch",
          "[segments]")
{
    const GroupExample example;
    GroupLoss loss(settingsOf(ObjectiveKind::mean, 0.0), rate, example.framing);
    Matrix<float> frames, derivative;
    example.framing.cut(example.group.clean, frames);
    CHECK(loss.evaluate(example.group, frames, derivative) < 1e-10);
    // An error of half a cell everywhere is (Delta / 2)^2 = 3 Delta^2 / 12, and the group is half of the minibatch.
    frames.array() += static_cast<float>(delta / 2.0);
    CHECK(loss.evaluate(example.group, frames, derivative) == Approx(1.5).epsilon(1e-5));
}

TEST_CASE("What is not worse than the quantised sound pays nothing for harm", "[segments]")
{
    const GroupExample example;
    Matrix<float> frames, derivative;
    example.framing.cut(example.group.cells.input, frames);
    GroupLoss loss(settingsOf(ObjectiveKind::relative, 0.0), rate, example.framing);
    GroupLoss strict(settingsOf(ObjectiveKind::relative, 10.0), rate, example.framing);
    const double value = loss.evaluate(example.group, frames, derivative);
    CHECK(value == Approx(0.5 * std::log(1.03)).epsilon(1e-4));
    CHECK(strict.evaluate(example.group, frames, derivative) == Approx(value).epsilon(1e-4));
    CHECK(strict.evaluate(example.group, example.restored, derivative) >
          loss.evaluate(example.group, example.restored, derivative) + 0.1);
}

TEST_CASE("The difference in loudness is added with its weight", "[segments]")
{
    const GroupExample example;
    const auto evaluate = [&](double weight, Matrix<float>& derivative)
    {
        auto settings = settingsOf(ObjectiveKind::relative, 0.3);
        settings.loudnessWeight = weight;
        return GroupLoss(settings, rate, example.framing).evaluate(example.group, example.restored, derivative);
    };
    Matrix<float> with, without;
    const double difference = evaluate(2.0, with) - evaluate(0.0, without);

    // The three segments are half of the minibatch.
    const LoudnessDifference loudness(rate);
    const auto& framing = example.framing;
    const auto length = static_cast<std::size_t>(framing.validLength());
    std::vector<double> clean(length), restored(length), slopes(length);
    Matrix<float> expected(with.rows(), with.cols());
    double sum = 0.0;
    for (Eigen::Index s = 0; s < 3; ++s)
    {
        std::ranges::copy(example.group.clean.col(s).segment(framing.validBegin(), framing.validLength()),
                          clean.begin());
        framing.overlapAdd(example.restored, s, restored);
        sum += loudness.evaluate(clean, restored, slopes);
        framing.spreadDerivative(slopes, s, 1.0, expected);
    }
    const double mean = sum / 3.0 + LoudnessDifference::inaudible;
    CHECK(sum > 0.0);
    CHECK(difference == Approx(0.5 * 2.0 * std::log(mean)));
    expected *= static_cast<float>(0.5 * 2.0 / (3.0 * mean));
    CHECK((with - without - expected).norm() < 1e-5f * with.norm());
}

TEST_CASE("The derivative of a group's loss is that of its value", "[segments]")
{
    const auto objective = GENERATE(ObjectiveKind::mean, ObjectiveKind::relative);
    const double harmWeight = GENERATE(0.0, 0.3);
    CAPTURE(static_cast<int>(objective), harmWeight);
    const GroupExample example;
    GroupLoss loss(settingsOf(objective, harmWeight), rate, example.framing);
    Matrix<float> derivative, ignored;
    (void)loss.evaluate(example.group, example.restored, derivative);
    REQUIRE(derivative.norm() > 0.0f);

    // A quadratic, or nearly, so that the distance may be large against the rounding of the frames.
    constexpr float h = 1.0f / 512.0f;
    std::mt19937 generator(72);
    for (Eigen::Index m = 0; m < example.restored.cols(); ++m)
    {
        CAPTURE(m);
        auto above = example.restored, below = example.restored;
        const Vector<float> direction = randomMatrix<float>(example.restored.rows(), 1, generator);
        above.col(m) += h * direction;
        below.col(m) -= h * direction;
        const double difference =
            loss.evaluate(example.group, above, ignored) - loss.evaluate(example.group, below, ignored);
        CHECK(difference / (2.0 * static_cast<double>(h)) ==
              Approx(static_cast<double>(direction.dot(derivative.col(m)))).epsilon(1e-3).margin(1e-5));
    }
}
