#include "Catch.h"
#include "Signal/Quantiser.h"

#include <cmath>
#include <limits>
#include <vector>

using namespace dequantizer;

TEST_CASE("The quantiser is mid-rise, with zero on the positive side", "[signal]")
{
    const MidRiseQuantiser quantise(4, Overload::extend);
    CHECK(quantise.step() == 0.125);
    CHECK(quantise(0.0f) == 0.0625f);
    CHECK(quantise(-0.0f) == 0.0625f);
    CHECK(quantise(0.124f) == 0.0625f);
    CHECK(quantise(0.125f) == 0.1875f);
    CHECK(quantise(-0.001f) == -0.0625f);
    CHECK(quantise(-0.3f) == -0.3125f);
}

TEST_CASE("Beyond the range the published quantiser counts on and a real one saturates", "[signal]")
{
    const MidRiseQuantiser extend(4, Overload::extend);
    const MidRiseQuantiser saturate(4, Overload::saturate);
    CHECK(extend(1.0f) == 1.0625f);
    CHECK(saturate(1.0f) == 0.9375f);
    CHECK(saturate(-7.0f) == -0.9375f);
    // Full scale itself is in the outermost cell either way.
    CHECK(cellAround(extend(1.0f), 0.125f).lower == 1.0f);
    CHECK(cellAround(saturate(1.0f), 0.125f).upper == 1.0f);
}

TEST_CASE("Every sample lies in the cell of its quantised value", "[signal]")
{
    const int bits = GENERATE(1, 2, 4, 8, 12, 16);
    const MidRiseQuantiser quantise(bits, Overload::extend);
    for (int i = -1000; i <= 1000; ++i)
    {
        const float sample = static_cast<float>(i) / 1000.0f;
        const auto cell = cellAround(quantise(sample), static_cast<float>(quantise.step()));
        REQUIRE(cell.lower <= sample);
        REQUIRE(sample <= cell.upper);
    }
}

TEST_CASE("Quantising never yields anything but a finite sample", "[signal]")
{
    const MidRiseQuantiser quantise(4, Overload::extend);
    CHECK(quantise(std::numeric_limits<float>::quiet_NaN()) == 0.0625f);
    CHECK(quantise(std::numeric_limits<float>::infinity()) == 0.0625f);
}

TEST_CASE("Bits and step are each other's inverse", "[signal]")
{
    CHECK(stepForBits(4) == 0.125);
    CHECK(bitsForStep(stepForBits(5.25)) == Approx(5.25));
}

TEST_CASE("The peak is the largest magnitude", "[signal]")
{
    const std::vector<float> signal{0.25f, -0.75f, 0.5f};
    CHECK(peak(signal) == 0.75f);
    CHECK(peak({}) == 0.0f);
}
