#include "Catch.h"

#include "Signal/Quantiser.h"
#include "Training/FourierRecipe.h"
#include "Training/VariedSegments.h"

#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <stdexcept>

using namespace dequantizer;

namespace
{
// Sounds that can be told apart by the only value of their samples.
TrainingSound constant(float value, double sampleRate, std::size_t length = 8000)
{
    return {"constant", std::vector<float>(length, value), sampleRate};
}

TrainingSettings plainSettings()
{
    auto settings = fourierRecipe(44100.0);
    settings.levelChance = 0.0;
    settings.minPeak = 0.0;
    return settings;
}

int bitsOf(const SegmentGroup& group)
{
    return static_cast<int>(std::lround(1.0 - std::log2(group.delta)));
}

// Calls visit(group) for the first group of each of 200 minibatches.
template <typename Visit>
void forEachFirstGroup(const TrainingSettings& settings, const std::vector<TrainingSound>& sounds, const Visit& visit)
{
    VariedSegments segments(settings, sounds);
    SegmentGroup group;
    for (long step = 0; step < 200; ++step)
    {
        segments.beginMinibatch(step);
        segments.draw(0, group);
        visit(group);
    }
}
} // namespace

TEST_CASE("Sounds are drawn in proportion to their weights", "[segments]")
{
    std::vector<TrainingSound> sounds{constant(0.25f, 44100.0), constant(0.5f, 44100.0), constant(1.0f, 44100.0)};
    sounds[0].weight = 0.5;
    sounds[1].weight = 1.5;
    sounds[2].weight = 2.0;
    VariedSegments segments(plainSettings(), sounds);
    std::map<float, int> drawn;
    SegmentGroup group;
    constexpr int minibatches = 1000;
    for (long step = 0; step < minibatches; ++step)
    {
        segments.beginMinibatch(step);
        for (int g = 0; g < segments.groups(); ++g)
        {
            segments.draw(g, group);
            ++drawn[group.clean.maxCoeff()];
        }
    }
    const double total = minibatches * segments.groups();
    // Five standard deviations of the counts.
    CHECK(std::abs(drawn[0.25f] / total - 0.125) < 5.0 * std::sqrt(0.125 * 0.875 / total));
    CHECK(std::abs(drawn[0.5f] / total - 0.375) < 5.0 * std::sqrt(0.375 * 0.625 / total));
    CHECK(std::abs(drawn[1.0f] / total - 0.5) < 5.0 * std::sqrt(0.25 / total));
}

TEST_CASE("A group has one depth within the range of the settings and the sound", "[segments]")
{
    std::vector<TrainingSound> sounds{constant(1.0f, 44100.0), constant(0.5f, 16000.0)};
    sounds[1].maxBits = 6;
    VariedSegments segments(plainSettings(), sounds);
    std::set<int> lossless, lossy;
    SegmentGroup group;
    for (long step = 0; step < 100; ++step)
    {
        segments.beginMinibatch(step);
        for (int g = 0; g < segments.groups(); ++g)
        {
            segments.draw(g, group);
            (group.sampleRate == 16000.0 ? lossy : lossless).insert(bitsOf(group));
            const Matrix<float> expected =
                group.clean.unaryExpr([&](float sample) { return Quantiser::midRise(group.delta).quantise(sample); });
            CHECK(group.cells.input == expected);
        }
    }
    CHECK(lossless == std::set<int>{3, 4, 5, 6, 7, 8, 9, 10});
    CHECK(lossy == std::set<int>{3, 4, 5, 6});
}

TEST_CASE("Segments have the length of seven frames at the rate of their sound", "[segments]")
{
    const std::vector<TrainingSound> sounds{constant(1.0f, 44100.0), constant(0.5f, 16000.0), constant(0.25f, 8000.0)};
    VariedSegments segments(plainSettings(), sounds);
    SegmentGroup group;
    for (long step = 0; step < 20; ++step)
    {
        segments.beginMinibatch(step);
        segments.draw(0, group);
        const int frame = group.sampleRate == 44100.0 ? 2048 : group.sampleRate == 16000.0 ? 768 : 384;
        CHECK(group.clean.rows() == frame + 6 * (frame / 4));
        CHECK(group.clean.cols() == 2);
    }
}

TEST_CASE("Levels, offsets and hums stay within the settings", "[segments]")
{
    const std::vector<TrainingSound> sounds{constant(1.0f, 44100.0)};
    auto settings = plainSettings();
    SECTION("level")
    {
        settings.levelChance = 1.0;
        float softest = 1.0f, loudest = 0.0f;
        forEachFirstGroup(settings, sounds,
                          [&](const SegmentGroup& group)
                          {
                              softest = std::min(softest, group.clean(0, 0));
                              loudest = std::max(loudest, group.clean(0, 0));
                          });
        CHECK(softest >= 0.2511f);
        CHECK(softest < 0.27f);
        CHECK(loudest <= 1.0f);
        CHECK(loudest > 0.95f);
    }
    SECTION("offset")
    {
        settings.offsetChance = 1.0;
        double least = 0.0, greatest = 0.0;
        forEachFirstGroup(settings, sounds,
                          [&](const SegmentGroup& group)
                          {
                              const double offset = (static_cast<double>(group.clean(0, 0)) - 1.0) / group.delta;
                              least = std::min(least, offset);
                              greatest = std::max(greatest, offset);
                          });
        CHECK(least >= -0.501);
        CHECK(least < -0.45);
        CHECK(greatest <= 0.501);
        CHECK(greatest > 0.45);
    }
    SECTION("hum")
    {
        settings.humChance = 1.0;
        // The greatest change from sample to sample of a tone of 65 Hz with two steps and its loudest harmonics.
        const double greatestSlope = 2.0 * (2.0 * std::numbers::pi * 65.0 / 44100.0) * (1.0 + 0.3 * 2.0 + 0.3 * 3.0);
        double least = 10.0, greatest = 0.0;
        forEachFirstGroup(settings, sounds,
                          [&](const SegmentGroup& group)
                          {
                              const Vector<double> hum =
                                  (group.clean.col(0).cast<double>().array() - 1.0) / group.delta;
                              const double peak = hum.cwiseAbs().maxCoeff();
                              least = std::min(least, peak);
                              greatest = std::max(greatest, peak);
                              const auto count = hum.size() - 1;
                              CHECK((hum.tail(count) - hum.head(count)).cwiseAbs().maxCoeff() <= greatestSlope + 1e-4);
                          });
        CHECK(least < 0.2);
        CHECK(greatest > 1.5);
        CHECK(greatest <= 2.0 * 1.6);
    }
}

TEST_CASE("Soft groups are drawn again, but not for ever", "[segments]")
{
    auto settings = plainSettings();
    settings.minPeak = 1.0;
    SegmentGroup group;
    {
        const std::vector<TrainingSound> sounds{constant(1.0f, 44100.0), constant(1e-4f, 44100.0)};
        VariedSegments segments(settings, sounds);
        for (long step = 0; step < 50; ++step)
        {
            segments.beginMinibatch(step);
            segments.draw(0, group);
            CHECK(group.clean.maxCoeff() == 1.0f);
        }
    }
    const std::vector<TrainingSound> soft{constant(1e-4f, 44100.0)};
    VariedSegments segments(settings, soft);
    segments.draw(0, group);
    CHECK(group.clean.maxCoeff() == 1e-4f);
}

TEST_CASE("A short sound is surrounded by silence", "[segments]")
{
    const std::vector<TrainingSound> sounds{constant(1.0f, 44100.0, 100)};
    VariedSegments segments(plainSettings(), sounds);
    std::set<Eigen::Index> starts;
    SegmentGroup group;
    for (long step = 0; step < 20; ++step)
    {
        segments.beginMinibatch(step);
        segments.draw(0, group);
        Eigen::Index start = 0;
        group.clean.col(0).maxCoeff(&start);
        starts.insert(start);
        const auto expected = std::min<Eigen::Index>(100, group.clean.rows() - start);
        CHECK(group.clean.col(0).sum() == static_cast<float>(expected));
    }
    CHECK(starts.size() > 10);
}

TEST_CASE("A group depends on its number alone", "[segments]")
{
    std::vector<TrainingSound> sounds{constant(1.0f, 44100.0), constant(0.5f, 16000.0)};
    for (std::size_t i = 0; i < 8000; ++i)
        sounds[0].samples[i] = std::sin(0.001f * static_cast<float>(i * i));
    VariedSegments first(plainSettings(), sounds), second(plainSettings(), sounds);
    SegmentGroup here, there;
    for (long step = 0; step < 9; ++step)
    {
        first.beginMinibatch(step);
        for (int g = first.groups() - 1; g >= 0; --g)
            first.draw(g, here);
    }
    second.beginMinibatch(8);
    second.draw(0, there);
    CHECK(here.clean == there.clean);
    CHECK(here.delta == there.delta);
}

TEST_CASE("Varied segments need sounds", "[segments]")
{
    const std::vector<TrainingSound> none;
    CHECK_THROWS_AS(VariedSegments(plainSettings(), none), std::invalid_argument);
}
