#include "Catch.h"
#include "Signal/Dither.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <vector>

using namespace dequantizer;

namespace
{
// What the samples of a signal in units of Delta show after dither of `noises` uniform noises and rounding.
std::optional<Dither> ditherShownBy(int noises, const std::function<double(int)>& signal, double delta = 1.0)
{
    std::mt19937 generator(17);
    std::uniform_real_distribution<double> noise(-0.5, 0.5);
    std::vector<float> samples;
    for (int i = 0; i < 60000; ++i)
    {
        double x = signal(i);
        for (int n = 0; n < noises; ++n)
            x += noise(generator);
        samples.push_back(static_cast<float>(delta * std::round(x)));
    }
    NoiseFloor floor;
    floor.process(samples);
    const auto bands = floor.floorOfBands();
    return bands ? ditherOf(*bands, delta) : std::nullopt;
}

double lowTones(int i)
{
    return 30.0 * std::sin(0.03 * i + 5.0 * std::sin(0.0004 * i)) + 7.0 * std::sin(0.0517 * i);
}

// White noise with this variance in units of Delta^2 / 12.
std::function<double(int)> withNoise(const std::function<double(int)>& signal, double variance)
{
    return [signal, generator = std::mt19937(23),
            noise = std::normal_distribution<double>(0.0, std::sqrt(variance / 12.0))](int i) mutable
    { return signal(i) + noise(generator); };
}
} // namespace

TEST_CASE("The noise floor shows the kind of dither", "[grid]")
{
    for (const double delta : {1.0, 0.0078125})
    {
        CHECK_FALSE(ditherShownBy(0, lowTones, delta).has_value());
        CHECK(ditherShownBy(1, lowTones, delta) == Dither::rectangular);
        CHECK(ditherShownBy(2, lowTones, delta) == Dither::triangular);
    }
}

TEST_CASE("Triangular dither shows in silence", "[grid]")
{
    const auto silence = [](int) { return 0.0; };
    CHECK(ditherShownBy(2, silence) == Dither::triangular);
    CHECK_FALSE(ditherShownBy(0, silence).has_value());
}

TEST_CASE("Noise of another height is not taken for dither, nor is noise that is not white", "[grid]")
{
    for (const double variance : {0.3, 1.5, 3.0, 8.0})
        CHECK_FALSE(ditherShownBy(0, withNoise(lowTones, variance)).has_value());
    // Low noise, as high on average as that of the dither.
    auto noise = withNoise([](int) { return 0.0; }, 8.0);
    double filtered = 0.0;
    CHECK_FALSE(ditherShownBy(0,
                              [&](int i)
                              {
                                  filtered = 0.5 * filtered + 0.43 * noise(i);
                                  return lowTones(i) + filtered;
                              })
                    .has_value());
}

TEST_CASE("Noise that fades out is not taken for dither where it ends", "[grid]")
{
    for (const double length : {30000.0, 60000.0, 120000.0})
    {
        auto noise = withNoise([](int) { return 0.0; }, 12.0);
        CHECK_FALSE(ditherShownBy(0, [&](int i) { return 8.0 * std::exp(-4.0 * i / length) * noise(i); }).has_value());
        CHECK_FALSE(
            ditherShownBy(0, [&](int i) { return 4.0 * std::max(0.0, 1.0 - i / length) * noise(i); }).has_value());
    }
}

TEST_CASE("Sound that masks the dither hides its kind", "[grid]")
{
    CHECK_FALSE(ditherShownBy(2, withNoise(lowTones, 500.0)).has_value());
}
