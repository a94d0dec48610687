#include "Catch.h"

#include "Signal/Resampling.h"

#include <cmath>
#include <numbers>

using namespace dequantizer;

namespace
{
std::vector<float> sampledSine(double frequency, double rate, std::size_t length)
{
    std::vector<float> signal(length);
    for (std::size_t i = 0; i < length; ++i)
        signal[i] = static_cast<float>(std::sin(2.0 * std::numbers::pi * frequency * static_cast<double>(i) / rate));
    return signal;
}
} // namespace

TEST_CASE("A sine keeps its frequency, phase and level at another rate", "[resampling]")
{
    const double to = GENERATE(11025.0, 16000.0, 44100.0, 48000.0);
    const double from = GENERATE(16000.0, 44100.0);
    CAPTURE(from, to);
    const auto resampled = resample(sampledSine(1000.0, from, 4000), from, to);
    const auto expected = sampledSine(1000.0, to, resampled.size());
    CHECK(std::abs(static_cast<double>(resampled.size()) - 4000.0 * to / from) < 1.0);
    for (std::size_t i = 400; i + 400 < resampled.size(); ++i)
        REQUIRE(std::abs(resampled[i] - expected[i]) < 1e-4f);
}

TEST_CASE("Frequencies above the lower rate's band are removed", "[resampling]")
{
    const auto resampled = resample(sampledSine(7000.0, 44100.0, 8000), 44100.0, 8000.0);
    for (std::size_t i = 200; i + 200 < resampled.size(); ++i)
        REQUIRE(std::abs(resampled[i]) < 1e-4f);
}

TEST_CASE("Resampling to the same rate changes nothing", "[resampling]")
{
    const auto signal = sampledSine(440.0, 16000.0, 100);
    CHECK(resample(signal, 16000.0, 16000.0) == signal);
    CHECK(resample({}, 8000.0, 16000.0).empty());
}
