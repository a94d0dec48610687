#include "Catch.h"
#include "Plugin/Engine/CorrectionShaper.h"
#include "Plugin/PluginFixture.h"

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace dequantizer;

namespace
{
constexpr double shaperRate = 48000.0;
constexpr int shaperRamp = 480;

float inputAt(std::size_t channel, std::size_t i)
{
    return std::sin(0.11f * static_cast<float>(i) + static_cast<float>(channel));
}

// Tones of 50 Hz, 1 kHz and 12 kHz, louder in later channels.
float correctionAt(std::size_t channel, std::size_t i)
{
    float sum = 0.0f;
    for (const double hertz : {50.0, 1000.0, 12000.0})
        sum += static_cast<float>(std::sin(2.0 * std::numbers::pi * hertz * static_cast<double>(i) / shaperRate));
    return 0.02f * static_cast<float>(channel + 1) * sum;
}

// The shaped restored signal; `shares` tells what applies from sample i on, in blocks of `block`.
template <typename Shares>
Signal shaped(std::size_t channels, std::size_t length, std::size_t block, const Shares& shares)
{
    CorrectionShaper shaper;
    shaper.prepare(channels, shaperRate, shaperRamp);
    shaper.reset(shares(std::size_t(0)));
    Rendering rendering;
    rendering.prepare(channels, block);
    Signal result(channels);
    for (std::size_t start = 0; start < length; start += block)
    {
        const auto count = std::min(block, length - start);
        for (std::size_t channel = 0; channel < channels; ++channel)
            for (std::size_t i = 0; i < count; ++i)
            {
                rendering.delayed[channel][i] = inputAt(channel, start + i);
                rendering.restored[channel][i] = inputAt(channel, start + i) + correctionAt(channel, start + i);
            }
        shaper.process(rendering, static_cast<int>(count), shares(start));
        for (std::size_t channel = 0; channel < channels; ++channel)
            result[channel].insert(result[channel].end(), rendering.restored[channel].begin(),
                                   rendering.restored[channel].begin() + static_cast<std::ptrdiff_t>(count));
    }
    return result;
}

Signal shapedBy(const CorrectionShares& shares, std::size_t channels = 2, std::size_t length = 9600)
{
    return shaped(channels, length, 256, [&](std::size_t) { return shares; });
}

// The amplitude of a tone in what was added to the input of a channel, over whole periods after the filters settle.
double amplitudeOf(double hertz, const Signal& signal, std::size_t channel)
{
    constexpr std::size_t settled = 4800, length = 4800;
    double real = 0.0, imaginary = 0.0;
    for (std::size_t i = settled; i < settled + length; ++i)
    {
        const double phase = 2.0 * std::numbers::pi * hertz * static_cast<double>(i) / shaperRate;
        const auto added = static_cast<double>(signal[channel][i] - inputAt(channel, i));
        real += added * std::cos(phase);
        imaginary += added * std::sin(phase);
    }
    return 2.0 * std::hypot(real, imaginary) / length;
}
} // namespace

TEST_CASE("With all shares at 100 % the restored signal passes to the bit", "[plugin][shares]")
{
    const auto result = shapedBy({.splits = {300.0f, 3000.0f}, .stereo = CorrectionShares::Stereo::midSide});
    for (std::size_t channel = 0; channel < 2; ++channel)
        for (std::size_t i = 0; i < result[channel].size(); ++i)
            REQUIRE(result[channel][i] == inputAt(channel, i) + correctionAt(channel, i));
}

TEST_CASE("Equal shares of all bands scale the correction", "[plugin][shares]")
{
    const auto share = GENERATE(0.0f, 0.3f);
    const auto result = shapedBy({.bands = {share, share, share}});
    for (std::size_t i = 0; i < result[1].size(); ++i)
        REQUIRE(result[1][i] == Approx(inputAt(1, i) + share * correctionAt(1, i)).margin(1e-6));
}

TEST_CASE("Each band has its own share", "[plugin][shares]")
{
    const std::array tones{50.0, 1000.0, 12000.0};
    const auto band = GENERATE(std::size_t(0), std::size_t(1), std::size_t(2));
    CorrectionShares shares{.splits = {200.0f, 5000.0f}};
    shares.bands[band] = 0.0f;
    const auto result = shapedBy(shares);
    for (std::size_t tone = 0; tone < tones.size(); ++tone)
    {
        CAPTURE(band, tone);
        const double share = amplitudeOf(tones[tone], result, 0) / 0.02;
        if (tone == band)
            CHECK(share < 0.5);
        else
            CHECK(share > 0.9);
        CHECK(share < 1.001); // never more than everything
    }
}

TEST_CASE("The slopes between the bands are 6 dB per octave", "[plugin][shares]")
{
    for (const float split : {1000.0f, 2000.0f, 8000.0f})
    {
        const auto result = shapedBy({.bands = {0.0f, 1.0f, 1.0f}, .splits = {split, 20000.0f}});
        // The bilinear transform warps frequencies.
        const auto warped = [](double hertz) { return std::tan(std::numbers::pi * hertz / shaperRate); };
        const double expected = 1.0 / std::hypot(1.0, warped(static_cast<double>(split)) / warped(1000.0));
        CHECK(amplitudeOf(1000.0, result, 0) / 0.02 == Approx(expected).epsilon(1e-3));
    }
}

TEST_CASE("Left and right, or mid and side, have their own shares", "[plugin][shares]")
{
    using Stereo = CorrectionShares::Stereo;
    const auto separate = shapedBy({.stereo = Stereo::leftRight, .first = 0.25f, .second = 0.75f}, 3);
    const auto midOnly = shapedBy({.stereo = Stereo::midSide, .first = 1.0f, .second = 0.0f}, 3);
    const auto sideOnly = shapedBy({.stereo = Stereo::midSide, .first = 0.0f, .second = 1.0f}, 3);
    for (std::size_t i = 0; i < 9600; ++i)
    {
        const float one = correctionAt(0, i), other = correctionAt(1, i);
        const auto added = [&](const Signal& signal, std::size_t channel)
        { return signal[channel][i] - inputAt(channel, i); };
        REQUIRE(added(separate, 0) == Approx(0.25f * one).margin(1e-6));
        REQUIRE(added(separate, 1) == Approx(0.75f * other).margin(1e-6));
        REQUIRE(added(midOnly, 0) == Approx(0.5f * (one + other)).margin(1e-6));
        REQUIRE(added(midOnly, 1) == Approx(0.5f * (one + other)).margin(1e-6));
        REQUIRE(added(sideOnly, 0) == Approx(0.5f * (one - other)).margin(1e-6));
        REQUIRE(added(sideOnly, 1) == Approx(0.5f * (other - one)).margin(1e-6));
        // Further channels, and a single one, have no pair.
        REQUIRE(added(sideOnly, 2) == Approx(correctionAt(2, i)).margin(1e-6));
    }
    const auto mono = shapedBy({.stereo = Stereo::leftRight, .first = 0.0f}, 1);
    CHECK(mono[0][100] == inputAt(0, 100) + correctionAt(0, 100));
}

TEST_CASE("Shares change without clicks, and the result does not depend on the blocks", "[plugin][shares]")
{
    const auto changing = [](std::size_t start)
    {
        CorrectionShares shares;
        if (start >= 2400 && start < 4800)
            shares = {.bands = {0.0f, 0.5f, 0.2f}, .stereo = CorrectionShares::Stereo::midSide, .second = 0.0f};
        return shares;
    };
    const auto result = shaped(2, 9600, 240, changing);
    CHECK(shaped(2, 9600, 48, changing) == result);
    CHECK(shaped(2, 9600, 1, changing) == result);
    // Back at 100 %, it is exact again.
    for (std::size_t i = 4800 + shaperRamp; i < 9600; ++i)
        REQUIRE(result[0][i] == inputAt(0, i) + correctionAt(0, i));
    // The change takes a ramp: no step is larger than those of the tones themselves.
    const auto largestStep = [&](std::size_t from, std::size_t until)
    {
        float largest = 0.0f;
        for (std::size_t i = from + 1; i < until; ++i)
            largest =
                std::max(largest, std::abs((result[0][i] - inputAt(0, i)) - (result[0][i - 1] - inputAt(0, i - 1))));
        return largest;
    };
    CHECK(largestStep(2300, 3000) <= 1.05f * largestStep(1000, 2300));
}

TEST_CASE("The plugin applies the shares to what is heard and to what is removed", "[plugin][shares]")
{
    PluginFixture plugin;
    plugin.prepare(1);
    const auto input = quantisedGlide(8000, 1, PluginFixture::defaultRate);
    const auto restored = plugin.process(input);
    for (const auto* const share : {parameter::lowShare, parameter::midShare, parameter::highShare})
        plugin.set(share, "0");
    plugin.processor.reset();
    const auto untouched = plugin.process(input);
    CHECK(restored != untouched);
    for (std::size_t i = 0; i + PluginFixture::defaultLatency < input[0].size(); ++i)
        REQUIRE(untouched[0][i + PluginFixture::defaultLatency] == input[0][i]);

    plugin.set(parameter::removed, "On");
    plugin.processor.reset();
    const auto removed = plugin.process(input);
    for (const float sample : removed[0])
        REQUIRE(sample == 0.0f);
}
