#include "Realtime/OffsetEstimator.h"

#include "Operator/WindowedFourier.h"
#include "Signal/Quantiser.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

namespace dequantizer
{

namespace
{
constexpr int frameLength = 512, hop = 128;
constexpr double sampleRate = 16000.0;
constexpr float delta = 0.125f;

using SignalAt = std::function<double(double seconds)>;

double sine(double frequency, double seconds)
{
    return std::sin(2.0 * std::numbers::pi * frequency * seconds);
}

// The estimate, in cells, after `seconds` of the quantised signal.
double offsetInCells(OffsetEstimator& estimator, const SignalAt& signal, double seconds)
{
    const auto quantiser = Quantiser::midRise(delta);
    const auto window = sineWindow<float>(frameLength);
    std::vector<float> frame(frameLength);
    for (int start = 0; start < static_cast<int>(seconds * sampleRate); start += hop)
    {
        for (int j = 0; j < frameLength; ++j)
            frame[static_cast<std::size_t>(j)] =
                quantiser.quantise(static_cast<float>(signal((start + j) / sampleRate)));
        estimator.update(frame, {window.data(), frameLength}, delta);
    }
    return static_cast<double>(estimator.offset() / delta);
}

double offsetInCells(const SignalAt& signal, double seconds = 1.0)
{
    OffsetEstimator estimator(frameLength, {sampleRate, hop});
    return offsetInCells(estimator, signal, seconds);
}
} // namespace

TEST_CASE("The offset of a signal that crosses several cells is found", "[realtime][offset]")
{
    for (const double offset : {-0.45, -0.2, 0.3, 0.5})
    {
        CAPTURE(offset);
        const double found =
            offsetInCells([offset](double t) { return 0.4 * sine(330.0, t) + 0.2 * sine(547.0, t) + offset * delta; });
        CHECK(std::abs(found - offset) < 0.05);
    }
}

TEST_CASE("The estimate is zero for a signal without offset", "[realtime][offset]")
{
    CHECK(std::abs(offsetInCells([](double t) { return 0.4 * sine(330.0, t) + 0.2 * sine(547.0, t); })) < 0.05);
}

TEST_CASE("The estimate follows the quiet frames of a signal whose mean depends on its level", "[realtime][offset]")
{
    const auto voice = [](double t)
    {
        // Bursts with a mean of a cell, on an offset of 0.4 cells.
        const double loud = std::max(0.0, sine(2.0, t)), tone = sine(330.0, t);
        return loud * (0.5 * tone + delta) + 0.25 * tone + 0.4 * delta;
    };
    // The mean over everything is 0.4 + 1 / pi = 0.72.
    const double found = offsetInCells(voice, 4.0);
    CHECK(found > 0.4);
    CHECK(found < 0.64);
}

TEST_CASE("Silence on one level does not change the estimate", "[realtime][offset]")
{
    CHECK(offsetInCells([](double) { return 0.3 * delta; }) == 0.0);
}

TEST_CASE("A small offset is kept through silence until the reset", "[realtime][offset]")
{
    const auto toneThenSilence = [](double t)
    { return (t < 1.0 ? 0.5 * sine(330.0, t) * std::sin(std::numbers::pi * t) : 0.0) + 0.2 * delta; };
    OffsetEstimator estimator(frameLength, {sampleRate, hop});
    CHECK(std::abs(offsetInCells(estimator, toneThenSilence, 3.0) - 0.2) < 0.05);
    estimator.reset();
    CHECK(estimator.offset() == 0.0f);
}

TEST_CASE("A large offset gives way to the level of silence, and returns with the signal", "[realtime][offset]")
{
    const auto tone = [](double t) { return 0.5 * sine(330.0, t) - 0.9 * delta; };
    const auto faded = [](double) { return -0.1 * delta; };
    OffsetEstimator estimator(frameLength, {sampleRate, hop});
    CHECK(std::abs(offsetInCells(estimator, tone, 1.0) + 0.9) < 0.05);
    const double soon = offsetInCells(estimator, faded, 0.1);
    CHECK(soon > -0.85);
    CHECK(soon < -0.7);
    CHECK(std::abs(offsetInCells(estimator, faded, 2.0) + 0.5) < 0.01);
    CHECK(std::abs(offsetInCells(estimator, tone, 0.1) + 0.9) < 0.05);
}

TEST_CASE("Loud low frequencies are not mistaken for an offset", "[realtime][offset]")
{
    CHECK(std::abs(offsetInCells([](double t) { return 0.9 * sine(4.3, t) + 0.05 * sine(700.0, t); }, 4.0)) < 0.25);
}

} // namespace dequantizer
