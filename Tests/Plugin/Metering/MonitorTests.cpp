#include "Catch.h"
#include "Plugin/PluginFixture.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <numbers>
#include <thread>

using namespace dequantizer;

namespace
{
std::vector<std::vector<float>> sine(float amplitude, double frequency, std::size_t length)
{
    std::vector<float> samples(length);
    for (std::size_t i = 0; i < length; ++i)
        samples[i] = amplitude * static_cast<float>(std::sin(2.0 * std::numbers::pi * frequency *
                                                             static_cast<double>(i) / PluginFixture::defaultRate));
    return {samples};
}

// The root mean square that a meter shows after the first second of a signal in blocks of this length: the mean squares
// of the blocks, averaged exponentially with a time constant of 0.3 s.
float meteredRms(const std::vector<float>& signal, std::size_t block)
{
    const double kept = std::exp(-static_cast<double>(block) / (0.3 * PluginFixture::defaultRate));
    double energy = 0.0;
    for (std::size_t start = 0; start < static_cast<std::size_t>(PluginFixture::defaultRate); start += block)
    {
        double sum = 0.0;
        for (std::size_t i = start; i < start + block; ++i)
            sum += std::pow(static_cast<double>(signal[i]), 2);
        energy = kept * energy + (1.0 - kept) * sum / static_cast<double>(block);
    }
    return static_cast<float>(std::sqrt(energy));
}

float peakOf(const std::vector<float>& signal, std::size_t length)
{
    float peak = 0.0f;
    for (std::size_t i = 0; i < length; ++i)
        peak = std::max(peak, std::abs(signal[i]));
    return peak;
}

// Sample i of the feed.
ScopeSample counting(int i)
{
    const auto number = static_cast<float>(i);
    return {number, 2.0f * number, number - 1.0f, number + 1.0f};
}

// Samples first, first + 1, ..., whose values are their positions.
void writeCounting(SoundFeed& feed, int first, int count)
{
    std::vector<float> inputs, restored, lower, upper;
    for (int i = first; i < first + count; ++i)
    {
        const auto sample = counting(i);
        inputs.push_back(sample.input);
        restored.push_back(sample.restored);
        lower.push_back(sample.lower);
        upper.push_back(sample.upper);
    }
    feed.write(inputs.data(), restored.data(), lower.data(), upper.data(), count);
}
} // namespace

TEST_CASE("The feed returns the latest samples in order", "[plugin][monitor]")
{
    SoundFeed feed;
    std::vector<ScopeSample> view(3);
    writeCounting(feed, 0, 2);
    CHECK_FALSE(feed.latest(view));
    writeCounting(feed, 2, 2);
    REQUIRE(feed.latest(view));
    CHECK(feed.written() == 4);
    CHECK(view == std::vector<ScopeSample>{counting(1), counting(2), counting(3)});

    for (int i = 4; i < 40000; i += 1000)
        writeCounting(feed, i, 1000);
    view.resize(SoundFeed::maxView);
    REQUIRE(feed.latest(view));
    for (std::size_t i = 0; i < view.size(); ++i)
        REQUIRE(view[view.size() - 1 - i].input == static_cast<float>(feed.written() - 1 - i));
    view.resize(SoundFeed::maxView + 1);
    CHECK_FALSE(feed.latest(view));
}

TEST_CASE("The feed never mixes samples that are overwritten during a read", "[plugin][monitor]")
{
    constexpr int last = 1 << 22; // exact in a float, even when doubled
    SoundFeed feed;
    std::atomic<bool> over{false};
    std::thread audio(
        [&]
        {
            const std::array lengths{1, 17, 1000, 333, 64};
            for (int position = 0, round = 0; position < last; ++round)
            {
                const int count = lengths[static_cast<std::size_t>(round) % lengths.size()];
                writeCounting(feed, position, count);
                position += count;
            }
            over = true;
        });

    std::vector<ScopeSample> view(SoundFeed::maxView);
    long faults = 0;
    while (!over)
    {
        if (!feed.latest(view))
            continue;
        for (std::size_t i = 0; i < view.size(); ++i)
            faults += view[i] != counting(static_cast<int>(view[i].input)) ||
                              (i > 0 && view[i].input != view[i - 1].input + 1.0f)
                          ? 1
                          : 0;
    }
    audio.join();
    CHECK(faults == 0);
    REQUIRE(feed.latest(view)); // there is no writer any more
}

TEST_CASE("The meters measure peak and RMS of input, output and removed noise", "[plugin][monitor]")
{
    PluginFixture plugin;
    plugin.set(parameter::bits, "8");
    plugin.prepare(1);
    auto& monitor = plugin.processor.monitor();
    const auto signal = sine(0.5f, 400.0, 48000);
    const auto delayed = delayedBy(signal, plugin.processor.getLatencySamples())[0];
    constexpr std::size_t watched = 16000; // one second

    SECTION("in bypass the output equals the input")
    {
        plugin.set(parameter::bypass, "On");
        monitor.watch();
        std::ignore = plugin.process(signal, 100);
        const auto input = monitor.input.read(), output = monitor.output.read();
        CHECK(input.peak == peakOf(delayed, watched));
        CHECK(output.peak == input.peak);
        CHECK(input.rms == Approx(meteredRms(delayed, 100)).epsilon(1e-5));
        CHECK(output.rms == input.rms);
        CHECK(monitor.input.read().peak == 0.0f);
    }
    SECTION("the output gain affects the output only, and the levels match the samples")
    {
        plugin.set(parameter::gain, "-6");
        const float gain = std::pow(10.0f, -6.0f / 20.0f);
        monitor.watch();
        // The plugin divides blocks where its grid detector may have an answer, every 400 samples.
        const auto output = plugin.process(signal, 200)[0];
        std::vector<float> removed(watched);
        for (std::size_t i = 0; i < watched; ++i)
            removed[i] = output[i] / gain - delayed[i];
        REQUIRE(peakOf(removed, watched) > 0.001f);
        // The output was rounded once more, after the gain: 24 bits of at most 0.5.
        const auto levels = monitor.removed.read();
        CHECK(levels.peak == Approx(peakOf(removed, watched)).margin(1e-7));
        CHECK(levels.rms == Approx(meteredRms(removed, 200)).epsilon(1e-4));
        CHECK(monitor.output.read().peak == peakOf(output, watched));
        CHECK(monitor.input.read().peak == peakOf(delayed, watched));
    }
}

TEST_CASE("The monitor measures only while it is watched", "[plugin][monitor]")
{
    PluginFixture plugin;
    plugin.prepare(2);
    auto& monitor = plugin.processor.monitor();
    std::ignore = plugin.process(quantisedGlide(3000, 2, PluginFixture::defaultRate));
    CHECK(monitor.feed.written() == 0);
    CHECK(monitor.input.read().peak == 0.0f);

    monitor.watch();
    std::ignore = plugin.process(quantisedGlide(40000, 2, PluginFixture::defaultRate), 100);
    CHECK(monitor.feed.written() == 16000); // one second
}

TEST_CASE("The scope's feed contains the samples that are heard and their cell width", "[plugin][monitor]")
{
    PluginFixture plugin;
    plugin.prepare(1);
    auto& monitor = plugin.processor.monitor();
    monitor.watch();
    const auto signal = quantisedGlide(8000, 1, PluginFixture::defaultRate);
    const auto latency = static_cast<std::size_t>(plugin.processor.getLatencySamples());
    const auto delayed = delayedBy(signal, plugin.processor.getLatencySamples());
    const auto restored = plugin.process(signal, 333);
    std::vector<ScopeSample> view(8000);
    REQUIRE(monitor.feed.latest(view));
    for (std::size_t i = 0; i < view.size(); ++i)
    {
        REQUIRE(view[i].input == delayed[0][i]);
        REQUIRE(view[i].restored == restored[0][i]);
        // The silence before the signal is known exactly.
        const float half = i < latency ? 0.0f : 0.0625f;
        REQUIRE(view[i].lower == view[i].input - half);
        REQUIRE(view[i].upper == view[i].input + half);
    }
}

TEST_CASE("The scope shows the cells of the samples on screen, not of later ones", "[plugin][monitor]")
{
    // The same model serves both depths, so the engine stays the same.
    constexpr double rate = 8000.0;
    constexpr std::size_t change = 2000;
    PluginFixture plugin;
    plugin.prepare(1, rate);
    auto& monitor = plugin.processor.monitor();
    monitor.watch();
    const auto signal = quantisedGlide(4000, 1, rate);
    std::size_t processed = 0;
    std::ignore = plugin.process(signal,
                                 [&]
                                 {
                                     if (processed == change)
                                         plugin.set(parameter::bits, "3");
                                     processed += 100;
                                     return 100;
                                 });
    const auto latency = static_cast<std::size_t>(plugin.processor.getLatencySamples());
    std::vector<ScopeSample> view(4000 - latency);
    REQUIRE(monitor.feed.latest(view));
    for (std::size_t i = 0; i < view.size(); ++i)
        REQUIRE(cellWidth(view[i]) == (i < change ? 0.125f : 0.25f));
}

TEST_CASE("The callback load is relative to the block's duration, and keeps its maximum", "[plugin][monitor]")
{
    CallbackLoad load;
    CHECK(load.average() == 0.0f);
    load.add(0.001, 0.01);
    CHECK(load.average() == Approx(0.1f));
    for (int i = 0; i < 1000; ++i)
        load.add(0.002, 0.01);
    CHECK(load.average() == Approx(0.2f).epsilon(0.001));
    load.add(0.015, 0.01);
    CHECK(load.worst() == Approx(1.5f));
    CHECK(load.average() < 0.25f);
    load.resetWorst();
    CHECK(load.worst() == 0.0f);

    {
        const CallbackLoad::Measurement nothing(load, 0.0);
    }
    CHECK(load.worst() == 0.0f);
    {
        const CallbackLoad::Measurement something(load, 1e-9);
    }
    CHECK(load.worst() > 0.0f);
}
