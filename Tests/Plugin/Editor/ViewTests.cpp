#include "Catch.h"
#include "Plugin/Editor/ScopeWindow.h"
#include "Plugin/Metering/LevelMeter.h"
#include "Plugin/Metering/MeterBallistics.h"

#include <cmath>
#include <numbers>
#include <vector>

using namespace dequantizer;

namespace
{
std::vector<ScopeSample> sineOf(std::size_t length, double period, float amplitude, float delta)
{
    std::vector<ScopeSample> sound;
    for (std::size_t i = 0; i < length; ++i)
    {
        const auto sample =
            amplitude * static_cast<float>(std::sin(2.0 * std::numbers::pi * static_cast<double>(i) / period));
        const float quantised = delta * (std::floor(sample / delta) + 0.5f);
        sound.push_back({quantised, sample, quantised - 0.5f * delta, quantised + 0.5f * delta});
    }
    return sound;
}
} // namespace

TEST_CASE("The scope centres the highest peak and fits its vertical range", "[plugin][editor]")
{
    const auto sound = sineOf(400, 100.0, 0.9f, 0.125f);
    const auto window = chooseScopeWindow(sound, 128);
    CHECK_FALSE(window.isSilent);
    CHECK(window.count == 128);
    CHECK((window.start + 64) % 100 == 25);
    CHECK(window.top >= 0.9f);
    CHECK(window.top <= 0.9f * std::sqrt(2.0f) * 1.1f);
    CHECK(window.bottom == -window.top);
}

TEST_CASE("The scope limits its vertical range where cells would be too thin", "[plugin][editor]")
{
    const auto sound = sineOf(400, 100.0, 0.9f, 1.0f / 128.0f);
    const auto window = chooseScopeWindow(sound, 128);
    CHECK(window.top - window.bottom == Approx(maxCellsShown / 128.0f));
    CHECK(window.top > 0.9f);
    CHECK(window.bottom < 0.9f);
}

TEST_CASE("The scope draws nothing for silence, too few samples or infinities", "[plugin][editor]")
{
    const std::vector<ScopeSample> silence(200, ScopeSample{0.0f, 0.0f, -0.0625f, 0.0625f});
    CHECK(chooseScopeWindow(silence, 128).isSilent);
    CHECK(chooseScopeWindow(silence, 201).isSilent);
    CHECK(chooseScopeWindow({}, 0).isSilent);
    CHECK_FALSE(chooseScopeWindow(sineOf(128, 100.0, 0.9f, 0.125f), 128).isSilent);
    const std::vector<ScopeSample> infinite(200, ScopeSample{1e38f, INFINITY, 1e38f, 1e38f});
    CHECK(chooseScopeWindow(infinite, 128).isSilent);
}

TEST_CASE("The average of a meter is as measured, and decays when nothing is measured any more", "[plugin][editor]")
{
    MeterBallistics meter;
    meter.advanceAverage(0.5f, false, 0.02);
    CHECK(meter.average() == Approx(-6.0206f).epsilon(1e-4));
    meter.advanceAverage(0.5f, true, 0.1); // between two long blocks
    CHECK(meter.average() == Approx(-6.0206f).epsilon(1e-4));
    meter.advanceAverage(0.5f, true, 0.5);
    CHECK(meter.average() == Approx(-18.0206f).epsilon(1e-4));
    meter.advanceAverage(0.5f, true, 100.0);
    CHECK(meter.average() == MeterBallistics::floor);
    meter.advanceAverage(0.5f, false, 0.02);
    CHECK(meter.average() == Approx(-6.0206f).epsilon(1e-4));

    LevelMeter levels;
    levels.prepare(8000.0);
    CHECK(levels.read().isIdle);
    levels.begin(1);
    levels.add(0.5f);
    levels.end(1);
    CHECK_FALSE(levels.read().isIdle);
    CHECK(levels.read().isIdle);
}

TEST_CASE("A meter rises at once, holds its peak and decays steadily", "[plugin][editor]")
{
    MeterBallistics meter;
    CHECK(meter.level() == MeterBallistics::floor);
    meter.advance(0.5f, 0.03);
    CHECK(meter.level() == Approx(-6.0206f).epsilon(1e-4));
    CHECK(meter.held() == meter.level());
    meter.advance(0.0f, 1.0);
    CHECK(meter.level() == Approx(-30.0206f).epsilon(1e-4));
    CHECK(meter.held() == Approx(-6.0206f).epsilon(1e-4));
    meter.advance(0.0f, 1.0);
    CHECK(meter.held() == meter.level());
    meter.advance(1.0f, 0.03);
    CHECK(meter.held() == Approx(0.0f).margin(1e-6));
    meter.advance(0.0f, 100.0);
    CHECK(meter.level() == MeterBallistics::floor);
}
