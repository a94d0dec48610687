#include "Catch.h"
#include "Plugin/Editor/ScopeWindow.h"
#include "Plugin/Metering/MeterBallistics.h"

#include <cmath>
#include <numbers>
#include <vector>

using namespace dequantizer;

namespace
{
std::vector<SeenSample> sineOf(std::size_t length, double period, float amplitude, float delta)
{
    std::vector<SeenSample> sound;
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

TEST_CASE("The scope puts the highest peak in the middle and fits the cells", "[plugin][editor]")
{
    const auto sound = sineOf(400, 100.0, 0.9f, 0.125f);
    const auto window = chooseScopeWindow(sound, 128);
    CHECK_FALSE(window.isSilent);
    CHECK(window.count == 128);
    CHECK((window.start + 64) % 100 == 25);
    CHECK(window.highest >= 0.9f);
    CHECK(window.highest <= 0.9f * std::sqrt(2.0f) * 1.1f);
    CHECK(window.lowest == -window.highest);
}

TEST_CASE("The scope looks closer where cells would be too thin", "[plugin][editor]")
{
    const auto sound = sineOf(400, 100.0, 0.9f, 1.0f / 128.0f);
    const auto window = chooseScopeWindow(sound, 128);
    CHECK(window.highest - window.lowest == Approx(mostCellsShown / 128.0f));
    CHECK(window.highest > 0.9f);
    CHECK(window.lowest < 0.9f);
}

TEST_CASE("The scope shows nothing of silence, of too little and of what is no number", "[plugin][editor]")
{
    const std::vector<SeenSample> silence(200, SeenSample{0.0f, 0.0f, -0.0625f, 0.0625f});
    CHECK(chooseScopeWindow(silence, 128).isSilent);
    CHECK(chooseScopeWindow(silence, 201).isSilent);
    CHECK(chooseScopeWindow({}, 0).isSilent);
    CHECK_FALSE(chooseScopeWindow(sineOf(128, 100.0, 0.9f, 0.125f), 128).isSilent);
    const std::vector<SeenSample> odd(200, SeenSample{1e38f, INFINITY, 1e38f, 1e38f});
    CHECK(chooseScopeWindow(odd, 128).isSilent);
}

TEST_CASE("A meter goes up at once, holds its peak, and falls steadily", "[plugin][editor]")
{
    MeterBallistics needle;
    CHECK(needle.level() == MeterBallistics::floor);
    needle.advance(0.5f, 0.03);
    CHECK(needle.level() == Approx(-6.0206f).epsilon(1e-4));
    CHECK(needle.held() == needle.level());
    needle.advance(0.0f, 1.0);
    CHECK(needle.level() == Approx(-30.0206f).epsilon(1e-4));
    CHECK(needle.held() == Approx(-6.0206f).epsilon(1e-4));
    needle.advance(0.0f, 1.0);
    CHECK(needle.held() == needle.level());
    needle.advance(1.0f, 0.03);
    CHECK(needle.held() == Approx(0.0f).margin(1e-6));
    needle.advance(0.0f, 100.0);
    CHECK(needle.level() == MeterBallistics::floor);
}
