#include "Catch.h"
#include "Plugin/GridText.h"
#include "Plugin/PluginFixture.h"

#include <algorithm>
#include <cmath>
#include <random>

using namespace dequantizer;

namespace
{
Signal amplified(Signal signal, float gain)
{
    for (auto& channel : signal)
        for (float& sample : channel)
            sample *= gain;
    return signal;
}

Signal smoothed(Signal signal)
{
    for (auto& channel : signal)
        for (std::size_t i = 1; i < channel.size(); ++i)
            channel[i] = 0.4f * channel[i] + 0.6f * channel[i - 1];
    return signal;
}

bool sameFrom(const Signal& a, const Signal& b, std::ptrdiff_t first)
{
    return std::equal(a[0].begin() + first, a[0].end(), b[0].begin() + first, b[0].end());
}
} // namespace

TEST_CASE("The plugin tells the grid of the sound", "[plugin][grid]")
{
    PluginFixture plugin;
    CHECK(gridText(plugin.processor.status().finding) == "nothing heard yet");
    plugin.prepare(2);
    std::ignore = plugin.process(amplified(quantisedGlide(16000, 2, 16000.0), 0.6531f));
    const auto finding = plugin.processor.status().finding;
    CHECK(finding.state == GridState::found);
    CHECK(finding.step == Approx(0.125 * 0.6531));
    CHECK(finding.confidence > reliableConfidence);
    CHECK(gridText(finding) == "4.61 bit (step 0.0816), mid-rise, 99 % sure");

    std::ignore = plugin.process(smoothed(quantisedGlide(32000, 2, 16000.0)));
    CHECK(gridText(plugin.processor.status().finding) == "none: the samples are on no grid");
}

TEST_CASE("What is found passes between threads whole", "[plugin][grid]")
{
    FindingSlot slot;
    CHECK(slot.newest() == Finding());
    slot.publish({GridState::found, {1.0 / 128.0, 0.0, 0.5, 3}}, QuantisedAt::ownRate);
    CHECK(slot.newest().step == 1.0 / 128.0);
    CHECK(slot.newest().offset == Approx(0.0).margin(0.01));
    CHECK(gridText(slot.newest()) == "perhaps 8 bit (step 0.00781), mid-tread, 49 % sure");
    slot.publish({GridState::found, {0.1, -0.25, 1.0, 3}}, QuantisedAt::modelRate);
    CHECK(slot.newest().offset == Approx(-0.25).margin(0.01));
    CHECK(slot.newest().at == QuantisedAt::modelRate);
    slot.publish({GridState::none, {}}, QuantisedAt::modelRate);
    CHECK(slot.newest().state == GridState::none);
}

TEST_CASE("An automatic bit depth ends in the samples of the right one", "[plugin][grid]")
{
    const auto signal = quantisedGlide(24000, 1, 16000.0);
    PluginFixture told, following;
    told.prepare(1);
    following.set(parameter::automaticBits, "On");
    following.set(parameter::bits, "11");
    following.prepare(1);
    const auto output = following.process(signal, 333), expected = told.process(signal, 512);
    CHECK(sameFrom(output, expected, 8000));
    CHECK(following.processor.status().operatorName == "speech16k-4bit");

    // Before anything is known, the input.
    const auto delayed = delayedBy(signal, following.processor.getLatencySamples());
    CHECK(std::equal(output[0].begin(), output[0].begin() + 400, delayed[0].begin()));
    // And never out of the cells.
    for (std::size_t i = 0; i < output[0].size(); ++i)
        REQUIRE(std::abs(output[0][i] - delayed[0][i]) <= 0.0625f + 1e-6f);

    PluginFixture again;
    again.set(parameter::automaticBits, "On");
    again.set(parameter::bits, "11");
    again.prepare(1);
    std::mt19937 generator(4);
    CHECK(again.process(signal, [&] { return static_cast<int>(generator() % 700u); }) == output);
}

TEST_CASE("A gain after quantising is followed", "[plugin][grid]")
{
    constexpr float gain = 0.3f;
    const auto signal = amplified(quantisedGlide(24000, 1, 16000.0), gain);
    PluginFixture plugin;
    plugin.set(parameter::automaticBits, "On");
    plugin.prepare(1);
    const auto output = plugin.process(signal, 100);
    const auto delayed = delayedBy(signal, plugin.processor.getLatencySamples());
    float largest = 0.0f;
    for (std::size_t i = 8000; i < output[0].size(); ++i)
        largest = std::max(largest, std::abs(output[0][i] - delayed[0][i]));
    CHECK(largest == Approx(0.0625f * gain).epsilon(1e-3));
}

TEST_CASE("With an automatic bit depth, sound on no grid passes untouched", "[plugin][grid]")
{
    const auto signal = smoothed(quantisedGlide(24000, 2, 16000.0));
    const double rate = GENERATE(16000.0, 48000.0);
    PluginFixture plugin;
    plugin.set(parameter::automaticBits, "On");
    plugin.prepare(2, rate);
    CHECK(plugin.process(signal, 100) == delayedBy(signal, plugin.processor.getLatencySamples()));
}
