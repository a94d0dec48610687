#include "AudioFile/ExactConversion.h"
#include "Catch.h"

#include <cmath>

using namespace dequantizer;

TEST_CASE("Integers of up to 24 bits convert to samples and back exactly", "[audio-file]")
{
    const int bits = GENERATE(8, 12, 16, 20, 24);
    const auto limit = std::int64_t{1} << (bits - 1);
    const std::int64_t stride = bits > 16 ? 97 : 1;
    for (std::int64_t integer = -limit; integer < limit; integer += stride)
    {
        const auto leftJustified = static_cast<std::int32_t>(integer * (std::int64_t{1} << (32 - bits)));
        const float sample = toSample(leftJustified);
        REQUIRE(static_cast<double>(sample) == std::ldexp(static_cast<double>(integer), 1 - bits));
        REQUIRE(toLeftJustified(sample, bits) == leftJustified);
    }
}

TEST_CASE("Samples are rounded to the nearest integer and limited to full scale", "[audio-file]")
{
    const auto integer = [](double sample) { return toLeftJustified(static_cast<float>(sample), 8) / (1 << 24); };
    CHECK(integer(1.4 / 128.0) == 1);
    CHECK(integer(1.6 / 128.0) == 2);
    CHECK(integer(-1.6 / 128.0) == -2);
    CHECK(integer(0.5 / 128.0) == 0); // ties to even
    CHECK(integer(1.5 / 128.0) == 2);
    CHECK(integer(1.0) == 127);
    CHECK(integer(100.0) == 127);
    CHECK(integer(-1.0) == -128);
    CHECK(integer(-100.0) == -128);
}
