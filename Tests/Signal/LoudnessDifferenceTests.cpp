#include "Signal/LoudnessDifference.h"

#include "Catch.h"

#include <cmath>
#include <numbers>
#include <random>

using namespace dequantizer;

namespace
{
constexpr double speechRate = 16000.0;

std::vector<double> tone(std::size_t length, double frequency, double amplitude)
{
    std::vector<double> signal(length);
    for (std::size_t i = 0; i < length; ++i)
        signal[i] = amplitude * std::sin(2.0 * std::numbers::pi * frequency / speechRate * static_cast<double>(i));
    return signal;
}

std::vector<double> softNoise(std::size_t length)
{
    std::mt19937 generator(6);
    std::normal_distribution<double> value(0.0, 0.02);
    std::vector<double> signal(length);
    for (auto& sample : signal)
        sample = value(generator);
    return signal;
}
} // namespace

TEST_CASE("The difference in loudness follows what is heard", "[auditory]")
{
    const LoudnessDifference difference(speechRate);
    const auto between = [&](const std::vector<double>& clean, const std::vector<double>& restored)
    { return difference.evaluate(clean, restored); };
    const auto sum = [](std::vector<double> signal, const std::vector<double>& other, double factor)
    {
        for (std::size_t i = 0; i < signal.size(); ++i)
            signal[i] += factor * other[i];
        return signal;
    };
    const std::size_t length = 3000;
    const auto low = tone(length, 1000.0, 0.3), high = tone(length, 3000.0, 0.01);

    SECTION("phase does not count, nor a difference that the sound hides")
    {
        auto inverted = low;
        for (auto& sample : inverted)
            sample = -sample;
        CHECK(between(low, inverted) == 0.0);
        CHECK(between(low, sum(low, tone(length, 1000.0, 0.01), 1.0)) == 0.0);
    }
    SECTION("what was added counts more than what is missing")
    {
        const auto both = sum(low, high, 1.0);
        CHECK(between(low, both) > 1.5 * between(both, low));
        CHECK(between(both, low) > 0.0);
    }
    SECTION("the same error counts less in a louder sound")
    {
        const auto error = tone(length, 1000.0, 0.03), noise = softNoise(length);
        CHECK(between(sum(noise, low, 1.0), sum(noise, low, 1.1)) < 0.5 * between(noise, sum(noise, error, 1.0)));
    }
    SECTION("signals shorter than a frame, and of one sample")
    {
        CHECK(between(tone(100, 1000.0, 0.3), tone(100, 2000.0, 0.3)) > 0.0);
        CHECK(between({0.5}, {0.25}) >= 0.0);
    }
}

TEST_CASE("The difference in loudness of several channels is their mean", "[auditory]")
{
    const LoudnessDifference difference(speechRate);
    const auto low = tone(9000, 1000.0, 0.3), noise = softNoise(9000);
    const std::vector<float> clean(low.begin(), low.end()), other(noise.begin(), noise.end());
    const double one = difference.evaluate({clean}, {other});
    CHECK(one > 0.0);
    CHECK(difference.evaluate({clean}, {clean}) == 0.0);
    CHECK(difference.evaluate({clean, clean}, {other, clean}) == Approx(0.5 * one));
    CHECK(difference.evaluate({{}}, {{}}) == 0.0);
}

TEST_CASE("The difference in loudness hardly depends on the sample rate", "[auditory]")
{
    const auto at = [](double rate)
    {
        std::vector<float> clean, other;
        for (int i = 0; i < static_cast<int>(rate); ++i)
        {
            const double phase = 2.0 * std::numbers::pi * i / rate;
            clean.push_back(static_cast<float>(0.3 * std::sin(500.0 * phase)));
            other.push_back(static_cast<float>(clean.back() + 0.01 * std::sin(2500.0 * phase)));
        }
        return LoudnessDifference(rate).evaluate({clean}, {other});
    };
    const double reference = at(16000.0);
    for (const double rate : {8000.0, 11025.0, 44100.0, 48000.0})
        CHECK(at(rate) == Approx(reference).epsilon(0.15));
}
