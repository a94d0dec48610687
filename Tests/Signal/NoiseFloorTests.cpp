#include "Catch.h"
#include "Signal/NoiseFloor.h"

#include <cmath>
#include <random>
#include <vector>

using namespace dequantizer;

namespace
{
// A loud low tone, rounded to whole numbers after dither of `noises` uniform noises. `shaping` is the share of the
// error that is subtracted from the next sample.
std::vector<float> roundedTone(std::size_t length, int noises, double shaping)
{
    std::mt19937 generator(9);
    std::uniform_real_distribution<double> noise(-0.5, 0.5);
    std::vector<float> samples(length);
    double error = 0.0;
    for (std::size_t i = 0; i < length; ++i)
    {
        const double wanted = 40.0 * std::sin(0.0317 * static_cast<double>(i)) - shaping * error;
        double dithered = wanted;
        for (int n = 0; n < noises; ++n)
            dithered += noise(generator);
        const double rounded = std::round(dithered);
        error = rounded - wanted;
        samples[i] = static_cast<float>(rounded);
    }
    return samples;
}

std::optional<double> floorOf(const std::vector<float>& samples)
{
    NoiseFloor floor;
    floor.process(samples);
    return floor.variance();
}
} // namespace

TEST_CASE("The noise floor of dithered sound is at least that of the dither", "[grid]")
{
    constexpr std::size_t length = 200000;
    constexpr double undithered = 1.0 / 12.0;
    CHECK(floorOf(roundedTone(length, 0, 0.0)).value() < 1.3 * undithered);
    CHECK(floorOf(roundedTone(length, 1, 0.0)).value() == Approx(2.0 * undithered).epsilon(0.25));
    CHECK(floorOf(roundedTone(length, 2, 0.0)).value() == Approx(3.0 * undithered).epsilon(0.25));
    for (const int noises : {1, 2})
        CHECK(floorOf(roundedTone(length, noises, 0.9)).value() > 1.6 * undithered);
}

TEST_CASE("The noise floor of near-silence and of held samples is unknown", "[grid]")
{
    std::vector<float> few(20000), held(20000);
    for (std::size_t i = 0; i < few.size(); ++i)
    {
        few[i] = static_cast<float>(i % 5);
        held[i] = static_cast<float>(i / 2 % 101);
    }
    CHECK_FALSE(floorOf(few).has_value());
    CHECK_FALSE(floorOf(held).has_value());
    CHECK_FALSE(NoiseFloor().hasSound());
}
