#include "Catch.h"
#include "Companion/WaveFile.h"
#include "Signal/GridPassages.h"

#include <cmath>
#include <functional>

using namespace dequantizer;

namespace
{
constexpr double passageRate = 16000.0;

// Four seconds of speech; `change` receives the sample and the time in seconds.
std::vector<float> changedSpeech(const std::function<double(double x, double time)>& change)
{
    const auto speech = readWaveFile(DEQUANTIZER_SPEECH).channels[0];
    std::vector<float> result(static_cast<std::size_t>(4.0 * passageRate));
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] = static_cast<float>(change(speech[i], static_cast<double>(i) / passageRate));
    return result;
}

double roundedTo(double x, int bits)
{
    return deltaForBits(bits) * std::round(x / deltaForBits(bits));
}

std::vector<GridPassage> passagesOf(const std::vector<std::vector<float>>& channels, std::size_t portion = 1000)
{
    PassageSurvey survey(static_cast<int>(channels.size()), passageRate);
    for (std::size_t start = 0; start < channels[0].size(); start += portion)
    {
        std::vector<const float*> pointers;
        for (const auto& channel : channels)
            pointers.push_back(channel.data() + start);
        survey.process(pointers.data(), std::min(portion, channels[0].size() - start));
    }
    return survey.passages();
}

double beginOf(const GridPassage& passage)
{
    return static_cast<double>(passage.begin) / passageRate;
}
} // namespace

TEST_CASE("A gain in the middle divides a sound into two passages", "[grid]")
{
    const auto bits = GENERATE(4, 6, 8, 10);
    const auto gain = GENERATE(0.7, 1.3, 0.97);
    CAPTURE(bits, gain);
    const auto sound =
        changedSpeech([&](double x, double time) { return roundedTo(x, bits) * (time < 1.7 ? 1.0 : gain); });
    const auto passages = passagesOf({sound});
    REQUIRE(passages.size() == 2);
    CHECK(passagesOnGrid(passages) == 2);
    CHECK(passages[0].begin == 0);
    CHECK(passages[0].found.grid.delta == Approx(deltaForBits(bits)));
    CHECK(passages[1].found.grid.delta == Approx(gain * deltaForBits(bits)));
    CHECK(passages[1].begin == passages[0].end);
    CHECK(passages[1].end == sound.size());
    // Quiet speech near zero fits both.
    CHECK(beginOf(passages[1]) == Approx(1.7).margin(0.3));

    const auto again = passagesOf({sound}, 37);
    REQUIRE(again.size() == 2);
    CHECK(again[1].begin == passages[1].begin);
}

TEST_CASE("A halved gain is told from a finer grid", "[grid]")
{
    const auto passages =
        passagesOf({changedSpeech([](double x, double time) { return roundedTo(x, 8) * (time < 1.7 ? 1.0 : 0.5); })});
    REQUIRE(passages.size() == 2);
    CHECK(passages[0].found.grid.delta == Approx(deltaForBits(8)));
    CHECK(passages[1].found.grid.delta == Approx(deltaForBits(9)));

    const auto louder =
        passagesOf({changedSpeech([](double x, double time) { return roundedTo(x, 8) * (time < 1.7 ? 0.5 : 1.0); })});
    REQUIRE(louder.size() == 2);
    CHECK(louder[0].found.grid.delta == Approx(deltaForBits(9)));
    CHECK(louder[1].found.grid.delta == Approx(deltaForBits(8)));
}

TEST_CASE("A sound on one grid is one passage", "[grid]")
{
    const auto bits = GENERATE(range(3, 13));
    const auto gain = GENERATE(1.0, 0.37);
    CAPTURE(bits, gain);
    // Stored with 16 bits.
    const auto sound =
        changedSpeech([&](double x, double) { return std::round(32768.0 * gain * roundedTo(x, bits)) / 32768.0; });
    const auto passages = passagesOf({sound});
    REQUIRE(passages.size() == 1);
    CHECK(passages[0].begin == 0);
    CHECK(passages[0].end == sound.size());
    CHECK(passages[0].found.state == GridState::found);
    CHECK(passages[0].found.grid.delta == Approx(gain * deltaForBits(bits)).epsilon(1e-3));
}

TEST_CASE("Passages with and without a grid are told apart, all channels together", "[grid]")
{
    const auto clean = changedSpeech([](double x, double) { return x; });
    const auto partly = changedSpeech([](double x, double time) { return time < 2.0 ? roundedTo(x, 6) : x; });
    const auto coarse = changedSpeech([](double x, double) { return roundedTo(x, 6); });
    const std::vector<float> silence(coarse.size(), 0.0f);

    CHECK(passagesOnGrid(passagesOf({clean})) == 0);
    CHECK(passagesOf({clean}).size() == 1);
    CHECK(passagesOnGrid(passagesOf({clean, coarse})) == 0);
    CHECK(passagesOf({silence}).size() == 1);
    CHECK(passagesOf({coarse, silence}).size() == 1);
    using Channels = std::vector<std::vector<float>>;
    for (const auto& channels : {Channels{partly}, Channels{coarse, partly}, Channels{silence, partly}})
    {
        const auto passages = passagesOf(channels);
        REQUIRE(passages.size() == 2);
        CHECK(passages[0].found.state == GridState::found);
        CHECK(passages[1].found.state == GridState::none);
        CHECK(beginOf(passages[1]) == Approx(2.0).margin(0.1));
    }
}
