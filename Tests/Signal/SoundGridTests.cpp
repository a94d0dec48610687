#include "Catch.h"
#include "Signal/Quantiser.h"
#include "Signal/SoundGrid.h"

#include <cmath>
#include <random>

using namespace dequantizer;

namespace
{
constexpr double soundRate = 16000.0;

std::vector<float> quantisedNoise(std::size_t length, int bits, float gain)
{
    const auto quantiser = Quantiser::midRise(deltaForBits(bits), Overload::saturate);
    std::mt19937 generator(5);
    std::normal_distribution<float> normal(0.0f, 0.2f);
    std::vector<float> signal(length);
    for (float& sample : signal)
        sample = gain * quantiser.quantise(normal(generator));
    return signal;
}

std::vector<float> noise(std::size_t length)
{
    std::mt19937 generator(6);
    std::normal_distribution<float> normal(0.0f, 0.2f);
    std::vector<float> signal(length);
    for (float& sample : signal)
        sample = normal(generator);
    return signal;
}
} // namespace

TEST_CASE("Silent channels do not affect the grid, and a channel on no grid prevents one", "[grid]")
{
    constexpr std::size_t length = 16000;
    const std::vector<float> silence(length, 0.0f);
    const auto coarse = quantisedNoise(length, 4, 0.8f);

    const auto one = findGrid({silence, coarse}, soundRate);
    REQUIRE(one.state == GridState::found);
    CHECK(one.grid.delta == Approx(0.1));
    CHECK(findGrid({silence, silence}, soundRate).state == GridState::unknown);
    CHECK(findGrid({coarse, noise(length)}, soundRate).state == GridState::none);

    // Panned.
    const auto both = findGrid({quantisedNoise(length, 4, 0.4f), coarse, quantisedNoise(length, 4, 0.3f)}, soundRate);
    REQUIRE(both.state == GridState::found);
    CHECK(both.grid.delta == Approx(0.1));
}

TEST_CASE("The grid of a recording is that of its larger part", "[grid]")
{
    auto signal = quantisedNoise(48000, 5, 1.0f);
    for (std::size_t i = 36000; i < signal.size(); ++i)
        signal[i] *= static_cast<float>(48000 - i) / 12000.0f; // faded out
    const auto found = findGrid({signal}, soundRate);
    REQUIRE(found.state == GridState::found);
    CHECK(found.grid.delta == Approx(deltaForBits(5)));
    CHECK(found.grid.confidence > reliableConfidence);
}
