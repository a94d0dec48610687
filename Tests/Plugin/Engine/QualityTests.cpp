#include "Catch.h"
#include "Plugin/PluginFixture.h"

#include <algorithm>
#include <cmath>
#include <utility>

using namespace dequantizer;

namespace
{
// Lets the plugin's timer make new engines.
void runMessages()
{
    juce::Timer::callAfterDelay(400, [] { juce::MessageManager::getInstance()->stopDispatchLoop(); });
    juce::MessageManager::getInstance()->runDispatchLoop();
}
} // namespace

TEST_CASE("Each quality has its latency, a frame and a hop", "[plugin][quality]")
{
    const double rate = GENERATE(44100.0, 48000.0);
    const auto [quality, latency] =
        GENERATE(std::pair{"Low latency", 1280}, std::pair{"Balanced", 2560}, std::pair{"Best", 5120});
    CAPTURE(rate, quality);
    PluginFixture plugin;
    plugin.set(parameter::material, "Any");
    plugin.set(parameter::quality, quality);
    plugin.prepare(1, rate);
    CHECK(plugin.processor.getLatencySamples() == latency);
    CHECK(plugin.processor.status().latency == latency);

    // That is what it takes an impulse to come out.
    Signal signal(1, std::vector<float>(12000));
    signal[0][3000] = 0.9375f;
    const auto output = plugin.process(signal, 333);
    CHECK(std::max_element(output[0].begin(), output[0].end()) - output[0].begin() == 3000 + latency);
}

TEST_CASE("A model for speech that the settings can select may have the longest latency", "[plugin][quality]")
{
    // With the rate on Automatic the user may select the model's rate at any time.
    const auto latencyOf = [](double rate, const char* quality)
    {
        PluginFixture plugin;
        plugin.set(parameter::quality, quality);
        plugin.prepare(1, rate);
        return plugin.processor.getLatencySamples();
    };
    CHECK(latencyOf(44100.0, "Low latency") == 1310);
    CHECK(latencyOf(48000.0, "Low latency") == 1425);
    CHECK(latencyOf(48000.0, "Balanced") == 2625);
    CHECK(latencyOf(48000.0, "Best") == 5120);
}

TEST_CASE("Rate, material and quality select the model", "[plugin][quality]")
{
    PluginFixture plugin;
    plugin.prepare(1);
    const auto operatorWith = [&](const char* quality)
    {
        plugin.set(parameter::quality, quality);
        plugin.prepare(1);
        return plugin.processor.status().operatorName;
    };
    CHECK(operatorWith("Low latency") == "speech-low-latency");
    CHECK(operatorWith("Balanced") == "speech");
    CHECK(operatorWith("Best") == "speech");
    CHECK(plugin.processor.status().operatorReason == "The shipped model for speech.");
    plugin.set(parameter::material, "Any");
    CHECK(operatorWith("Low latency") == "any-low-latency");
    CHECK(operatorWith("Balanced") == "any-balanced");
    CHECK(operatorWith("Best") == "any-best");
    CHECK(plugin.processor.status().operatorReason == "The shipped model for any sound, best quality.");
}

TEST_CASE("An offline rendering has the best quality if that is set", "[plugin][quality]")
{
    constexpr double rate = 44100.0;
    const auto signal = quantisedGlide(30000, 1, rate);
    const auto samplesWith = [&](const char* quality, bool isOffline, const char* renderAtBest)
    {
        PluginFixture plugin;
        plugin.set(parameter::quality, quality);
        plugin.set(parameter::renderAtBest, renderAtBest);
        plugin.processor.setNonRealtime(isOffline);
        plugin.prepare(1, rate);
        return plugin.process(signal);
    };
    CHECK(samplesWith("Balanced", true, "On") == samplesWith("Best", false, "Off"));
    CHECK(samplesWith("Balanced", false, "On") == samplesWith("Balanced", false, "Off"));
    CHECK(samplesWith("Balanced", true, "Off") == samplesWith("Balanced", false, "Off"));

    // Hosts prepare a plugin again before and after they render, and then ask for its latency.
    PluginFixture plugin;
    plugin.set(parameter::renderAtBest, "On");
    for (const bool isOffline : {false, true, false})
    {
        plugin.processor.setNonRealtime(isOffline);
        plugin.prepare(1, rate);
        CHECK(plugin.processor.getLatencySamples() == (isOffline ? 5120 : 2560));
    }
    // A host that does not: the timer notices.
    plugin.processor.setNonRealtime(true);
    runMessages();
    CHECK(plugin.processor.getLatencySamples() == 5120);
}

TEST_CASE("A quality changed during playback ends in the samples of an instance that always had it",
          "[plugin][quality]")
{
    constexpr double rate = 44100.0;
    constexpr std::ptrdiff_t change = 20000;
    const bool isOffline = GENERATE(false, true);
    const auto [from, to] =
        GENERATE(std::pair{"Balanced", "Low latency"}, std::pair{"Low latency", "Best"}, std::pair{"Best", "Balanced"});
    CAPTURE(isOffline, from, to);
    const auto signal = quantisedGlide(60000, 2, rate);
    const auto part = [&](std::ptrdiff_t begin, std::ptrdiff_t end)
    {
        Signal channels;
        for (const auto& channel : signal)
            channels.emplace_back(channel.begin() + begin, channel.begin() + end);
        return channels;
    };

    PluginFixture plugin, constant;
    plugin.processor.setNonRealtime(isOffline);
    plugin.set(parameter::quality, from);
    plugin.prepare(2, rate);
    constant.set(parameter::quality, to);
    constant.prepare(2, rate);
    const int latency = constant.processor.getLatencySamples();
    REQUIRE(plugin.processor.getLatencySamples() != latency);

    auto output = plugin.process(part(0, change), 200);
    plugin.set(parameter::quality, to);
    if (!isOffline) // a host that renders may not run the message loop in between
        runMessages();
    const auto rest = plugin.process(part(change, 60000), 200);
    const auto expected = constant.process(part(change, 60000), 200);

    runMessages();
    CHECK(plugin.processor.getLatencySamples() == latency);

    // After the new engine is filled, and the crossfade of 20 ms.
    const std::ptrdiff_t settled = latency + 882;
    for (std::size_t channel = 0; channel < 2; ++channel)
    {
        output[channel].insert(output[channel].end(), rest[channel].begin(), rest[channel].end());
        CHECK(std::all_of(output[channel].begin(), output[channel].end(),
                          [](float sample) { return std::abs(sample) <= 2.0f; })); // false for NaN as well
        CHECK(std::equal(rest[channel].begin() + settled, rest[channel].end(), expected[channel].begin() + settled));
        CHECK_FALSE(std::equal(rest[channel].begin(), rest[channel].end(), expected[channel].begin()));
    }
}
