#include "AutomaticModel.h"
#include "Catch.h"
#include "Plugin/Engine/BusLayouts.h"
#include "Plugin/PluginFixture.h"
#include "Signal/Quantiser.h"

#include <algorithm>
#include <array>
#include <limits>
#include <random>

using namespace dequantizer;

namespace
{
// The output of an engine alone, in one call.
Signal restoredByEngine(const Model& model, Signal signal, double sampleRate, double bits, int latency)
{
    AnyRateEngine engine(model, sampleRate, static_cast<int>(signal.size()), model.hop, latency);
    engine.setQuantiser(Quantiser::midRise(deltaForBits(bits)));
    engine.setIterations(model.iterations);
    std::vector<float*> pointers;
    for (auto& channel : signal)
        pointers.push_back(channel.data());
    engine.process(pointers.data(), {pointers.data()}, static_cast<int>(signal.front().size()));
    return signal;
}

Signal restoredByEngine(Signal signal, double sampleRate, double bits, int iterations)
{
    auto model = automaticModel(sampleRate, deltaForBits(bits));
    model.iterations = iterations;
    return restoredByEngine(model, std::move(signal), sampleRate, bits, model.frameLength() + model.hop);
}

constexpr double sessionRate = 48000.0;

// Prepares for speech, which the parameter "Quantised at" then restores with one of two operators.
void prepareForSpeech(PluginFixture& plugin, int channels)
{
    plugin.set(parameter::material, "Speech");
    plugin.prepare(channels, sessionRate);
}

// By the model for any sound at the session's rate, or by that for speech at 16 kHz.
Signal restoredAt(const std::string& rate, Signal signal, int latency)
{
    const auto model = rate == "Model rate" ? speechModel() : automaticModel(sessionRate, deltaForBits(4.0));
    return restoredByEngine(model, std::move(signal), sessionRate, 4.0, latency);
}

bool allFinite(const Signal& signal)
{
    for (const auto& channel : signal)
        for (const float sample : channel)
            if (!std::isfinite(sample))
                return false;
    return true;
}
} // namespace

TEST_CASE("The plugin outputs the engine's samples at every block length", "[plugin]")
{
    const int channels = GENERATE(1, 2);
    const auto signal = quantisedGlide(6000, channels, PluginFixture::defaultRate);
    const auto expected = restoredByEngine(signal, PluginFixture::defaultRate, 4.0, 10);
    REQUIRE(expected != delayedBy(signal, PluginFixture::defaultLatency));

    PluginFixture plugin;
    plugin.prepare(channels);

    SECTION("fixed")
    {
        // The plugin is prepared for blocks of 512, but hosts may exceed that.
        const int block = GENERATE(1, 37, 64, 320, 512, 4096);
        CHECK(plugin.process(signal, block) == expected);
    }
    SECTION("random, including empty blocks")
    {
        std::mt19937 generator(7);
        CHECK(plugin.process(signal, [&] { return static_cast<int>(generator() % 1025u); }) == expected);
    }
    SECTION("after a reset")
    {
        std::ignore = plugin.process(quantisedGlide(1234, channels, 9000.0));
        plugin.processor.reset();
        CHECK(plugin.process(signal) == expected);
    }
    SECTION("after preparing again")
    {
        std::ignore = plugin.process(signal);
        plugin.prepare(channels, PluginFixture::defaultRate, 64);
        CHECK(plugin.process(signal) == expected);
    }
}

TEST_CASE("Parameter values reach the engine exactly as command line options do", "[plugin]")
{
    const auto signal = quantisedGlide(4000, 1, PluginFixture::defaultRate);
    PluginFixture plugin;
    plugin.set(parameter::bits, "5.1 bit");
    plugin.set(parameter::iterations, "3");
    plugin.prepare(1);
    CHECK(plugin.process(signal, 100) == restoredByEngine(signal, PluginFixture::defaultRate, 5.1, 3));
}

TEST_CASE("A bit depth changed during playback gives the same samples as one set before", "[plugin]")
{
    // The same model serves both depths, and its step sizes change immediately.
    constexpr double rate = 8000.0;
    const auto signal = quantisedGlide(4000, 1, rate);
    PluginFixture plugin;
    plugin.set(parameter::bits, "7");
    plugin.prepare(1, rate);
    plugin.set(parameter::bits, "4");
    CHECK(plugin.process(signal, 100) == restoredByEngine(signal, rate, 4.0, 10));
}

TEST_CASE("A change of the operator is a crossfade", "[plugin]")
{
    constexpr std::ptrdiff_t length = 12000;
    const auto signal = quantisedGlide(length, 1, sessionRate);
    PluginFixture plugin;
    plugin.set(parameter::rate, "Session rate");
    prepareForSpeech(plugin, 1);
    const int latency = plugin.processor.getLatencySamples();
    CHECK(plugin.processor.status().operatorName == "any-balanced");
    plugin.set(parameter::rate, "Model rate");
    CHECK(plugin.processor.status().operatorName == "speech");

    // Set before any audio: no crossfade.
    const auto twice = [&]
    {
        auto repeated = signal;
        repeated[0].insert(repeated[0].end(), signal[0].begin(), signal[0].end());
        return repeated;
    }();
    const auto before = restoredAt("Model rate", twice, latency)[0];
    CHECK(std::equal(before.begin(), before.begin() + length, plugin.process(signal, 100)[0].begin()));

    // Set during playback: the previous engine until the new one is filled, a crossfade, then the new engine alone.
    plugin.set(parameter::rate, "Session rate");
    const auto after = restoredAt("Session rate", signal, latency)[0];
    const auto output = plugin.process(signal, 100)[0];
    constexpr std::ptrdiff_t fade = 960;
    CHECK(plugin.processor.getLatencySamples() == latency);
    CHECK(std::equal(output.begin(), output.begin() + latency, before.begin() + length));
    for (auto i = static_cast<std::size_t>(latency); i < static_cast<std::size_t>(latency + fade); ++i)
    {
        const auto [low, high] = std::minmax(before[length + i], after[i]);
        REQUIRE(output[i] >= low - 1e-6f);
        REQUIRE(output[i] <= high + 1e-6f);
    }
    CHECK(std::equal(output.begin() + latency + fade, output.end(), after.begin() + latency + fade));
    CHECK_FALSE(std::equal(output.begin() + latency, output.end(), after.begin() + latency));
}

TEST_CASE("After many changes of the operator, the last one determines the output", "[plugin]")
{
    const auto signal = quantisedGlide(40000, 2, sessionRate);
    PluginFixture plugin;
    prepareForSpeech(plugin, 2);
    const int latency = plugin.processor.getLatencySamples();
    constexpr int blockLength = 50, changes = 91;
    int blocks = 0;
    const auto output =
        plugin.process(signal,
                       [&]
                       {
                           if (++blocks <= changes)
                               plugin.set(parameter::rate, blocks % 2 == 0 ? "Session rate" : "Model rate");
                           return blockLength;
                       });

    // The engine that took over last started with one of the blocks.
    constexpr std::ptrdiff_t settled = 24000;
    const auto endsAs = [&](std::ptrdiff_t begin)
    {
        const auto& whole = signal[0];
        const auto alone = restoredAt("Model rate", {{whole.begin() + begin, whole.end()}}, latency)[0];
        return std::equal(output[0].begin() + settled, output[0].end(), alone.begin() + settled - begin);
    };
    bool isFound = false;
    for (std::ptrdiff_t begin = 0; begin < 3 * latency && !isFound; begin += blockLength)
        isFound = endsAs(begin);
    CHECK(isFound);
    CHECK(allFinite(output));
}

TEST_CASE("Bypass and a mix of 0 % output the delayed input bit for bit", "[plugin]")
{
    const double rate = GENERATE(8000.0, 16000.0, 44100.0);
    const auto signal = quantisedGlide(8000, 2, rate);
    PluginFixture plugin;

    SECTION("bypass")
    {
        plugin.set(parameter::bypass, "On");
    }
    SECTION("mix")
    {
        plugin.set(parameter::mix, "0 %");
    }
    plugin.prepare(2, rate);
    const int latency = plugin.processor.getLatencySamples();
    CHECK(latency > 0);
    CHECK(plugin.process(signal, 123) == delayedBy(signal, latency));
}

TEST_CASE("Switching bypass during playback ramps, keeps the latency and returns to the same samples", "[plugin]")
{
    const auto signal = quantisedGlide(16000, 1, PluginFixture::defaultRate);
    const auto expected = restoredByEngine(signal, PluginFixture::defaultRate, 4.0, 10);
    PluginFixture plugin;
    plugin.prepare(1);
    const auto delayed = delayedBy(signal, plugin.processor.getLatencySamples());

    int blocks = 0;
    const auto output = plugin.process(signal,
                                       [&]
                                       {
                                           if (blocks == 50)
                                               plugin.set(parameter::bypass, "On");
                                           if (blocks == 100)
                                               plugin.set(parameter::bypass, "Off");
                                           ++blocks;
                                           return 100;
                                       });
    const auto same = [&](const Signal& other, std::size_t begin, std::size_t end)
    {
        const auto at = [](const Signal& s, std::size_t i) { return s[0].begin() + static_cast<std::ptrdiff_t>(i); };
        return std::equal(at(output, begin), at(output, end), at(other, begin));
    };
    constexpr std::size_t ramp = 240; // 15 ms
    CHECK(same(expected, 0, 5000));
    CHECK_FALSE(same(delayed, 5000, 5000 + ramp));
    CHECK(same(delayed, 5000 + ramp, 10000));
    CHECK_FALSE(same(expected, 10000, 10000 + ramp));
    CHECK(same(expected, 10000 + ramp, 16000));
    for (std::size_t i = 0; i < output[0].size(); ++i)
    {
        const auto [low, high] = std::minmax(expected[0][i], delayed[0][i]);
        REQUIRE(output[0][i] >= low - 1e-6f);
        REQUIRE(output[0][i] <= high + 1e-6f);
    }
}

TEST_CASE("NaN and infinity never reach the output", "[plugin]")
{
    const float bad = GENERATE(std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
                               -std::numeric_limits<float>::infinity(), std::numeric_limits<float>::max());
    const char* const mix = GENERATE("0", "50", "100");
    auto signal = quantisedGlide(6000, 2, PluginFixture::defaultRate);
    const auto clean = signal;
    for (std::size_t i = 1000; i < 1500; ++i)
        signal[1][i] = bad;

    const char* const model = GENERATE("Automatic", "speech16k-4bit-converged");
    PluginFixture plugin;
    plugin.set(parameter::model, model);
    plugin.set(parameter::mix, mix);
    plugin.prepare(2);
    const auto output = plugin.process(signal, 100);
    CHECK(allFinite(output));
    CHECK(std::abs(output[1][1400]) < 2.0f);

    PluginFixture undisturbed;
    undisturbed.set(parameter::model, model);
    undisturbed.set(parameter::mix, mix);
    undisturbed.prepare(2);
    const auto expected = undisturbed.process(clean, 100);
    // A dense operator has no memory: it recovers within a frame of 320 and the latency.
    const std::ptrdiff_t recovered = 1500 + 320 + plugin.processor.getLatencySamples();
    if (model != std::string("Automatic"))
        CHECK(std::equal(output[1].begin() + recovered, output[1].end(), expected[1].begin() + recovered));
    CHECK(output[0] == expected[0]);
}

TEST_CASE("The plugin supports one to sixteen channels, with equal inputs and outputs", "[plugin]")
{
    PluginFixture plugin;
    const auto accepts = [&](const juce::AudioChannelSet& in, const juce::AudioChannelSet& out)
    {
        juce::AudioProcessor::BusesLayout layout;
        layout.inputBuses.add(in);
        layout.outputBuses.add(out);
        return plugin.processor.isBusesLayoutSupported(layout);
    };
    using Set = juce::AudioChannelSet;
    for (const auto& set :
         {Set::mono(), Set::stereo(), Set::createLCR(), Set::quadraphonic(), Set::create5point0(), Set::create5point1(),
          Set::create7point0(), Set::create7point1(), Set::create7point1point4(), Set::ambisonic(1), Set::ambisonic(2),
          Set::ambisonic(3), Set::discreteChannels(16)})
        CHECK(accepts(set, set));
    CHECK_FALSE(accepts(Set::mono(), Set::stereo()));
    CHECK_FALSE(accepts(Set::stereo(), Set::mono()));
    CHECK_FALSE(accepts(Set::create5point1(), Set::create7point1()));
    CHECK_FALSE(accepts(Set::ambisonic(4), Set::ambisonic(4)));
    CHECK_FALSE(accepts(Set::discreteChannels(17), Set::discreteChannels(17)));
    CHECK_FALSE(accepts(Set::disabled(), Set::disabled()));
}

TEST_CASE("A VST3 has no mono layout in Ardour, which would be silent there", "[plugin][hosts]")
{
    using Wrapper = juce::AudioProcessor;
    using Host = juce::PluginHostType::HostType;
    const auto accepts = [](const juce::AudioChannelSet& set, Wrapper::WrapperType wrapper, Host host) {
        return supportsLayout({{set}, {set}}, wrapper, host);
    };
    const auto mono = juce::AudioChannelSet::mono(), stereo = juce::AudioChannelSet::stereo();
    CHECK_FALSE(accepts(mono, Wrapper::wrapperType_VST3, Host::Ardour));
    CHECK(accepts(stereo, Wrapper::wrapperType_VST3, Host::Ardour));
    CHECK(accepts(mono, Wrapper::wrapperType_LV2, Host::Ardour));
    CHECK(accepts(mono, Wrapper::wrapperType_VST3, Host::Reaper));
}

TEST_CASE("Every channel of a surround signal is restored", "[plugin]")
{
    const int channels = GENERATE(3, 6, 8, 16);
    const auto signal = quantisedGlide(3000, channels, PluginFixture::defaultRate);
    PluginFixture plugin;
    plugin.prepare(channels);
    CHECK(plugin.process(signal, 100) == restoredByEngine(signal, PluginFixture::defaultRate, 4.0, 10));
}

TEST_CASE("A stereo channel is restored exactly like a mono signal", "[plugin]")
{
    const auto stereo = quantisedGlide(4000, 2, PluginFixture::defaultRate);
    PluginFixture both, one;
    both.prepare(2);
    one.prepare(1);
    CHECK(both.process(stereo)[1] == one.process({stereo[1]})[0]);
}

TEST_CASE("Audio passes through unchanged before the plugin is prepared", "[plugin]")
{
    const auto signal = quantisedGlide(500, 2, PluginFixture::defaultRate);
    PluginFixture plugin;
    CHECK(plugin.process(signal) == signal);
}
