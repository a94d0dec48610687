#include "Catch.h"

#include "Signal/GridShare.h"

#include <cmath>
#include <vector>

using namespace dequantizer;

namespace
{
double shareOf(const std::vector<float>& samples, double delta)
{
    GridShare share(delta);
    share.process(samples);
    return share.share();
}

// `count` levels (k + offset) delta, none of them zero.
std::vector<float> levels(int count, double delta, double offset)
{
    std::vector<float> samples;
    for (int k = 1; k <= count; ++k)
        samples.push_back(static_cast<float>((k + offset) * delta));
    return samples;
}
} // namespace

TEST_CASE("All samples of a mid-tread or a mid-rise quantiser lie on its levels", "[grid]")
{
    const double delta = GENERATE(0.125, 0.01, 1.0 / 128.0);
    CHECK(shareOf(levels(20, delta, 0.0), delta) == 1.0);
    CHECK(shareOf(levels(20, delta, 0.5), delta) == 1.0);
    // Levels of both kinds are not of one quantiser.
    auto both = levels(15, delta, 0.0);
    const auto midRise = levels(5, delta, 0.5);
    both.insert(both.end(), midRise.begin(), midRise.end());
    CHECK(shareOf(both, delta) == Approx(0.75));
}

TEST_CASE("Other samples are on no level, apart from rounding to 16 bits", "[grid]")
{
    CHECK(shareOf(levels(20, 0.125, 0.25), 0.125) == 0.0);
    // After a gain and rounding to 16 bits, the levels of 8 bits are off by up to 1/256 of Delta.
    const double delta = 0.8 / 128.0;
    auto samples = levels(100, delta, 0.5);
    for (auto& sample : samples)
        sample = std::round(sample * 32768.0f) / 32768.0f;
    CHECK(shareOf(samples, delta) == 1.0);
    CHECK(shareOf(samples, 1.01 * delta) < 0.2);
}

TEST_CASE("Zeros count neither way, and samples can come in portions", "[grid]")
{
    CHECK(shareOf({}, 0.125) == 1.0);
    CHECK(shareOf({0.0f, 0.0f}, 0.125) == 1.0);
    CHECK(shareOf({0.0f, 0.0f, 0.0625f, 0.03f}, 0.125) == 0.5);
    GridShare share(0.125);
    share.process(std::vector{0.125f});
    share.process(std::vector{0.03f, 0.25f, 0.375f});
    CHECK(share.share() == Approx(0.75));
}
