#include "Catch.h"
#include "Signal/Framing.h"
#include "Signal/Window.h"

#include <cmath>
#include <numeric>

using namespace dequantizer;

TEST_CASE("The overlap-add weights of a sample add up to one, whatever the hop", "[signal]")
{
    const int frameLength = GENERATE(1, 7, 320, 882);
    for (const int hop : {1, 2, 3, 40, 80, 110, 160, 319, 320, 882})
    {
        if (hop > frameLength)
            continue;
        CAPTURE(frameLength, hop);
        const auto window = overlapAddWindow(frameLength, hop);
        for (int phase = 0; phase < hop; ++phase)
        {
            double sum = 0.0;
            for (int i = phase; i < frameLength; i += hop)
                sum += static_cast<double>(window[static_cast<std::size_t>(i)]);
            REQUIRE(sum == Approx(1.0).epsilon(1e-6));
        }
    }
}

TEST_CASE("Without overlap there is no window", "[signal]")
{
    for (const float weight : overlapAddWindow(320, 320))
        REQUIRE(weight == 1.0f);
}

TEST_CASE("Half overlap gives the sine-squared window itself", "[signal]")
{
    const auto window = overlapAddWindow(320, 160);
    CHECK(window[0] == Approx(std::pow(std::sin(3.14159265358979 * 0.5 / 320.0), 2)));
    CHECK(window[159] == Approx(std::pow(std::sin(3.14159265358979 * 159.5 / 320.0), 2)));
    CHECK(window[10] == Approx(window[309]));
}

TEST_CASE("Only complete frames are cut", "[signal]")
{
    std::vector<float> ramp(10);
    std::iota(ramp.begin(), ramp.end(), 0.0f);
    const auto frames = cutFrames(ramp, 4, 3);
    REQUIRE(frames.cols() == 3);
    CHECK(frames(0, 2) == 6.0f);
    CHECK(frames(3, 2) == 9.0f);
    CHECK(cutFrames(ramp, 4, 4).cols() == 2);
    CHECK(cutFrames(ramp, 11, 4).cols() == 0);
    CHECK(overlapAdd(cutFrames(ramp, 11, 4), 4).empty());
}

TEST_CASE("Overlap-adding cut frames restores the signal where all frames overlap", "[signal]")
{
    std::vector<float> ramp(64);
    std::iota(ramp.begin(), ramp.end(), -20.0f);
    const int hop = GENERATE(2, 4, 8, 16);
    const auto again = overlapAdd(cutFrames(ramp, 16, hop), hop);
    REQUIRE(again.size() == 64);
    for (std::size_t i = static_cast<std::size_t>(16 - hop); i < 64 - static_cast<std::size_t>(16 - hop); ++i)
        REQUIRE(again[i] == Approx(ramp[i]).margin(1e-5));
}
