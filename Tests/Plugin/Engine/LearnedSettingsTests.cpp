#include "Catch.h"
#include "Plugin/Engine/LearnedSettings.h"
#include "Signal/Quantiser.h"

#include <cmath>
#include <numbers>
#include <random>

using namespace dequantizer;

namespace
{
constexpr double learningRate = 16000.0;

// Three seconds of gliding partials, which pass many levels and leave the upper half of the spectrum free.
std::vector<float> glideToLearn(double amplitude = 0.35)
{
    std::vector<float> sound(48000);
    for (std::size_t i = 0; i < sound.size(); ++i)
    {
        const double t = static_cast<double>(i) / learningRate;
        double sample = 0.0;
        for (int partial = 1; partial < 6; ++partial)
            sample += amplitude / partial * std::sin(2.0 * std::numbers::pi * 131.0 * (1.0 + 0.2 * t) * partial * t);
        sound[i] = static_cast<float>(sample);
    }
    return sound;
}

std::vector<float> quantisedWith(std::vector<float> sound, const Quantiser& quantiser, float gain = 1.0f)
{
    for (auto& sample : sound)
        sample = gain * quantiser.quantise(sample);
    return sound;
}

// The sum of `count` uniform noises of one step.
std::vector<float> dithered(std::vector<float> sound, double delta, int count)
{
    std::mt19937 generator(11);
    std::uniform_real_distribution<float> noise(-0.5f, 0.5f);
    for (auto& sample : sound)
        for (int i = 0; i < count; ++i)
            sample += static_cast<float>(delta) * noise(generator);
    return sound;
}

LearnedSettings learnedFrom(const std::vector<std::vector<float>>& channels)
{
    SettingsLearner learner(static_cast<int>(channels.size()), learningRate);
    constexpr std::size_t portion = 533;
    for (std::size_t start = 0; start < channels.front().size(); start += portion)
    {
        std::vector<std::vector<float>> part;
        for (const auto& channel : channels)
            part.emplace_back(channel.begin() + static_cast<std::ptrdiff_t>(start),
                              channel.begin() + static_cast<std::ptrdiff_t>(std::min(start + portion, channel.size())));
        learner.process(part);
    }
    return learner.learned();
}

LearnedSettings learnedFrom(const std::vector<float>& sound)
{
    return learnedFrom(std::vector<std::vector<float>>{sound});
}
} // namespace

TEST_CASE("Depth, kind and the absence of dither are learned", "[plugin][learning]")
{
    const int bits = GENERATE(6, 8);
    CAPTURE(bits);
    const auto midRise =
        learnedFrom(quantisedWith(glideToLearn(), Quantiser::midRise(deltaForBits(bits), Overload::saturate)));
    REQUIRE(midRise.bits);
    CHECK(*midRise.bits == bits);
    CHECK_FALSE(midRise.followsGrid);
    CHECK(midRise.strength == 100);
    CHECK(midRise.text == std::to_string(bits) + " bit, mid-rise, no dither: strength 100 %.");

    // The parameter stands for mid-rise levels only.
    const auto midTread = learnedFrom(quantisedWith(glideToLearn(), Quantiser::centred(deltaForBits(bits), 0.0)));
    REQUIRE(midTread.bits);
    CHECK(*midTread.bits == bits);
    CHECK(midTread.followsGrid);
    CHECK(midTread.text == std::to_string(bits) + " bit, mid-tread, no dither: strength 100 %.");
}

TEST_CASE("Too few levels do not tell whether there was dither", "[plugin][learning]")
{
    const auto learned = learnedFrom(quantisedWith(glideToLearn(), Quantiser::midRise(0.125, Overload::saturate)));
    CHECK(learned.bits == 4.0);
    CHECK_FALSE(learned.strength);
    CHECK(learned.text == "4 bit, mid-rise, dither unknown.");
}

TEST_CASE("After a gain, the depth follows the grid unless it is a hundredth of a bit", "[plugin][learning]")
{
    const auto quantiser = Quantiser::midRise(deltaForBits(8.0), Overload::saturate);
    const auto learned = learnedFrom(quantisedWith(glideToLearn(), quantiser, 0.77f));
    REQUIRE(learned.bits);
    CHECK(*learned.bits == Approx(8.0 - std::log2(0.77)).margin(0.006));
    CHECK(learned.followsGrid);
    CHECK_FALSE(learnedFrom(quantisedWith(glideToLearn(), quantiser, 0.5f)).followsGrid);
}

TEST_CASE("Dither widens the cells", "[plugin][learning]")
{
    const double bits = GENERATE(6.0, 8.0);
    CAPTURE(bits);
    const double delta = deltaForBits(bits);
    const auto quantiser = Quantiser::midRise(delta, Overload::saturate);
    const auto with = [&](int count)
    { return learnedFrom(quantisedWith(dithered(glideToLearn(), delta, count), quantiser)); };
    CHECK(with(1).strength == 141);
    CHECK(with(2).strength == 173);
    CHECK(with(2).text.ends_with("dither or noise: strength 173 %."));
    CHECK(with(40).strength == 100);
    CHECK(with(40).text.find("more noise than dither has") != std::string::npos);
}

TEST_CASE("Silence and doubtful sounds are refused", "[plugin][learning]")
{
    const auto refusal = [](const std::vector<float>& sound)
    {
        const auto learned = learnedFrom(sound);
        CHECK_FALSE(learned.bits);
        return learned.text;
    };
    CHECK(refusal(std::vector<float>(48000)) == "Only silence was heard: nothing was changed.");
    CHECK(refusal(glideToLearn()) == "The samples lie on no grid: nothing was changed.");
    CHECK(refusal(std::vector<float>(48000, NAN)) == "Only silence was heard: nothing was changed.");
    const auto coarse = quantisedWith(glideToLearn(0.2), Quantiser::midRise(0.5, Overload::saturate));
    CHECK(refusal(coarse) == "The levels are too few to be sure: nothing was changed.");
    const auto code = quantisedWith(glideToLearn(), Quantiser::muLaw());
    CHECK(refusal(code) == "These may be mu-law codes: nothing was changed.");
}

TEST_CASE("A silent channel does not matter, and one on no grid does", "[plugin][learning]")
{
    const auto good = quantisedWith(glideToLearn(), Quantiser::midRise(deltaForBits(5), Overload::saturate));
    CHECK(learnedFrom({good, std::vector<float>(good.size())}).bits == 5.0);
    CHECK_FALSE(learnedFrom({good, glideToLearn()}).bits);
}
