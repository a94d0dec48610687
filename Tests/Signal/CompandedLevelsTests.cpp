#include "Catch.h"
#include "Signal/CompandedLevels.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

using namespace dequantizer;

namespace
{
// The levels of a law up to `loudest`, ascending and distinct.
std::vector<float> levelsOfLaw(CompandingLaw law, float loudest, float gain)
{
    const CompandingQuantiser quantiser(law);
    std::vector<float> levels;
    for (int code = 0; code < 256; ++code)
        if (const float level = quantiser.decode(static_cast<std::uint8_t>(code)); std::abs(level) <= loudest)
            levels.push_back(gain * level);
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    return levels;
}
} // namespace

TEST_CASE("Law and gain of decoded telephone codes are found", "[grid]")
{
    const auto law = GENERATE(CompandingLaw::mu, CompandingLaw::a);
    const auto gain = GENERATE(1.0f, 0.3f, 1.7f);
    const auto fitted = fitCompandedLevels(levelsOfLaw(law, 0.5f, gain));
    REQUIRE(fitted.has_value());
    CHECK(fitted->law == law);
    CHECK(fitted->gain == Approx(gain));
    CHECK(fitted->confidence > 0.999);
}

TEST_CASE("Evenly spaced levels are not taken for telephone codes", "[grid]")
{
    // The narrowest cells of the A-law make a uniform grid.
    const auto soft = fitCompandedLevels(levelsOfLaw(CompandingLaw::a, 0.01f, 1.0f));
    CHECK((!soft || soft->confidence == 0.0));

    std::vector<float> even;
    for (int i = -100; i <= 100; ++i)
        even.push_back(static_cast<float>(i) / 128.0f);
    CHECK_FALSE(fitCompandedLevels(even).has_value());
    CHECK_FALSE(fitCompandedLevels(std::vector{0.0f, 0.5f}).has_value());
}
