#include "Catch.h"
#include "Plugin/Engine/GridText.h"
#include "Plugin/PluginFixture.h"
#include "Signal/Metrics.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

using namespace dequantizer;

namespace
{
// Partials with slow amplitude modulation, full scale, at 44.1 kHz.
Signal chord(std::size_t length)
{
    Signal signal(1, std::vector<float>(length));
    for (std::size_t i = 0; i < length; ++i)
    {
        const double t = static_cast<double>(i) / 44100.0;
        double sample = 0.0;
        for (const double pitch : {110.0, 138.6, 164.8, 220.0, 277.2, 329.6, 880.0})
            sample += 0.12 * std::sin(2.0 * std::numbers::pi * pitch * t) * (1.0 + 0.3 * std::sin(pitch * 0.02 * t));
        signal[0][i] = static_cast<float>(sample);
    }
    return signal;
}

// Quantised as in an 8-bit file: mid-tread.
Signal in8Bit(Signal signal)
{
    for (float& sample : signal[0])
        sample = std::round(sample * 128.0f) / 128.0f;
    return signal;
}

// SNR of the output against the clean signal at the same latency.
double snrOf(const Signal& clean, const Signal& output, int latency)
{
    const auto count = clean[0].size() - static_cast<std::size_t>(latency);
    return snrDb(std::span(clean[0]).first(count), std::span(output[0]).last(count));
}

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
} // namespace

TEST_CASE("The plugin reports the grid of its input", "[plugin][grid]")
{
    PluginFixture plugin;
    CHECK(gridText(plugin.processor.status().grid) == "no signal yet");
    plugin.prepare(2);
    std::ignore = plugin.process(amplified(quantisedGlide(16000, 2, 16000.0), 0.6531f));
    const auto grid = plugin.processor.status().grid;
    CHECK(grid.state == GridState::found);
    CHECK(grid.delta == Approx(0.125 * 0.6531));
    CHECK(grid.confidence > reliableConfidence);
    CHECK(gridText(grid) == "4.61 bit (step 0.0816), mid-rise, 99 % sure");

    std::ignore = plugin.process(smoothed(quantisedGlide(32000, 2, 16000.0)));
    CHECK(gridText(plugin.processor.status().grid) == "none: the samples lie on no grid");
}

TEST_CASE("A detected grid passes through its slot unchanged, up to rounding", "[plugin][grid]")
{
    DetectedGridSlot slot;
    CHECK(slot.latest() == DetectedGrid());
    slot.publish({GridState::found, {1.0 / 128.0, 0.0, 0.5, 3}});
    CHECK(slot.latest().delta == 1.0 / 128.0);
    CHECK(slot.latest().offset == Approx(0.0).margin(0.01));
    CHECK(gridText(slot.latest()) == "perhaps 8 bit (step 0.00781), mid-tread, 49 % sure");
    slot.publish({GridState::found, {0.1, -0.25, 1.0, 3}});
    CHECK(slot.latest().offset == Approx(-0.25).margin(0.01));
    slot.publish({GridState::none, {}});
    CHECK(slot.latest().state == GridState::none);
}

TEST_CASE("An automatic bit depth converges to the output of the right bit depth", "[plugin][grid]")
{
    const auto signal = quantisedGlide(24000, 1, 16000.0);
    PluginFixture manual, following;
    // With a model that remembers nothing of what it restored before the grid was known.
    manual.set(parameter::model, "speech16k-4bit-converged");
    manual.prepare(1);
    following.set(parameter::model, "speech16k-4bit-converged");
    following.set(parameter::automaticBits, "On");
    following.set(parameter::bits, "11");
    following.prepare(1);
    const auto output = following.process(signal, 333), expected = manual.process(signal, 512);
    CHECK(sameFrom(output, expected, 8000));
    CHECK(following.processor.status().operatorName == "speech16k-4bit-converged");

    // The input, until the grid is known.
    const auto delayed = delayedBy(signal, following.processor.getLatencySamples());
    CHECK(std::equal(output[0].begin(), output[0].begin() + 400, delayed[0].begin()));
    // Always within the cells.
    for (std::size_t i = 0; i < output[0].size(); ++i)
        REQUIRE(std::abs(output[0][i] - delayed[0][i]) <= 0.0625f + 1e-6f);

    PluginFixture again;
    again.set(parameter::model, "speech16k-4bit-converged");
    again.set(parameter::automaticBits, "On");
    again.set(parameter::bits, "11");
    again.prepare(1);
    std::mt19937 generator(4);
    CHECK(again.process(signal, [&] { return static_cast<int>(generator() % 700u); }) == output);
}

TEST_CASE("An automatic bit depth follows a gain that was applied after quantisation", "[plugin][grid]")
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

TEST_CASE("With an automatic bit depth, audio on no grid passes through unchanged", "[plugin][grid]")
{
    const auto signal = smoothed(quantisedGlide(24000, 2, 16000.0));
    const double rate = GENERATE(16000.0, 48000.0);
    PluginFixture plugin;
    plugin.set(parameter::automaticBits, "On");
    plugin.prepare(2, rate);
    CHECK(plugin.process(signal, 100) == delayedBy(signal, plugin.processor.getLatencySamples()));
}

TEST_CASE("By default, 8-bit music improves and clean audio passes through unchanged", "[plugin][grid]")
{
    const auto clean = chord(66150);
    PluginFixture plugin;
    plugin.processor.setCurrentProgram(1);
    plugin.processor.setCurrentProgram(0); // the default settings
    plugin.prepare(1, 44100.0);
    const int latency = plugin.processor.getLatencySamples();

    const auto coarse = in8Bit(clean);
    CHECK(snrOf(clean, plugin.process(coarse, 256), latency) > snrOf(clean, delayedBy(coarse, latency), latency) + 1.0);
    CHECK(plugin.processor.status().depthConflict.empty());

    plugin.processor.reset();
    CHECK(plugin.process(clean, 256) == delayedBy(clean, latency));
}

TEST_CASE("With an announced grid, audio is restored from the first sample", "[plugin][grid]")
{
    const auto signal = quantisedGlide(8000, 1, 16000.0);
    PluginFixture manual, expecting;
    manual.prepare(1);
    expecting.set(parameter::automaticBits, "On");
    expecting.prepare(1);
    expecting.processor.expectGrid({GridState::found, {.delta = 0.125, .offset = 0.5, .confidence = 1.0}});
    CHECK(expecting.process(signal, 100) == manual.process(signal, 100));

    // The detected grid takes precedence over the announced one.
    const auto onNone = smoothed(signal);
    expecting.processor.reset();
    const auto output = expecting.process(onNone, 100);
    const auto delayed = delayedBy(onNone, expecting.processor.getLatencySamples());
    CHECK(std::equal(output[0].begin() + 4000, output[0].end(), delayed[0].begin() + 4000));
}

TEST_CASE("A manual bit depth that contradicts the grid is reported", "[plugin][grid]")
{
    const auto conflict = [](const SoundGrid& sound, double delta, QuantisationRate rate = QuantisationRate::automatic)
    {
        DetectedGridSlot slot;
        slot.publish(sound);
        return depthConflictText(slot.latest(), delta, rate);
    };
    const SoundGrid eightBit{GridState::found, {.delta = 1.0 / 128.0, .confidence = 1.0}};
    CHECK(conflict(eightBit, 1.0 / 128.0).empty());
    CHECK(conflict(eightBit, 0.125) ==
          "The audio is quantised to 8 bit, but Bit depth is 4: turn on Follow, or set Bit "
          "depth to 8.");
    CHECK(conflict({GridState::found, {.delta = 1.0 / 128.0, .confidence = 0.5}}, 0.125).empty());
    CHECK(conflict({GridState::unknown, {}}, 0.125).empty());
    CHECK(conflict({GridState::none, {}}, 0.125).find("lie on no quantisation grid") != std::string::npos);
    CHECK(conflict({GridState::none, {}}, 0.125, QuantisationRate::model).empty());

    PluginFixture plugin;
    plugin.prepare(1, 44100.0);
    std::ignore = plugin.process(in8Bit(chord(44100)), 256);
    CHECK(plugin.processor.status().depthConflict.find("quantised to 8 bit") != std::string::npos);
    plugin.set(parameter::quantise, "On");
    CHECK(plugin.processor.status().depthConflict.empty());
    plugin.set(parameter::quantise, "Off");
    plugin.set(parameter::automaticBits, "On");
    CHECK(plugin.processor.status().depthConflict.empty());
}
