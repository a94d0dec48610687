#include "Catch.h"
#include "Plugin/AllocationCounter.h"
#include "Plugin/LockCounter.h"
#include "Plugin/PluginFixture.h"
#include "Plugin/Standalone/SilentClock.h"
#include "Plugin/Standalone/SoundOf.h"
#include "Skip.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <thread>

using namespace dequantizer;

namespace
{
Signal render(Playback& playback, int channels, int samples, int block = 512)
{
    Signal result(static_cast<std::size_t>(channels), std::vector<float>(static_cast<std::size_t>(samples), 99.0f));
    std::vector<float*> pointers;
    for (int start = 0; start < samples; start += block)
    {
        pointers.clear();
        for (auto& channel : result)
            pointers.push_back(channel.data() + start);
        playback.render(pointers.data(), channels, std::min(block, samples - start));
    }
    return result;
}

// The plugin's output, including the latency.
Signal processedDirectly(const Signal& signal)
{
    PluginFixture plugin;
    plugin.prepare(static_cast<int>(signal.size()));
    return plugin.process(signal);
}
} // namespace

TEST_CASE("Playback renders the plugin's output exactly", "[plugin][standalone]")
{
    const int block = GENERATE(100, 512, 3000);
    const auto signal = quantisedGlide(6000, 1, PluginFixture::defaultRate);
    PluginFixture plugin;
    Playback playback(plugin.processor);
    playback.open(soundOf(signal));
    playback.player().play();
    const auto heard = render(playback, 1, 6000, block);
    CHECK(heard == processedDirectly(signal));
}

TEST_CASE("A mono file plays on both outputs", "[plugin][standalone]")
{
    const auto signal = quantisedGlide(3000, 1, PluginFixture::defaultRate);
    PluginFixture plugin;
    Playback playback(plugin.processor);
    playback.open(soundOf(signal));
    playback.player().play();
    const auto heard = render(playback, 2, 3000);
    const auto expected = processedDirectly(signal).front();
    CHECK(heard[0] == expected);
    CHECK(heard[1] == expected);
}

TEST_CASE("Channels that exceed the outputs are mixed", "[plugin][standalone]")
{
    const auto signal = quantisedGlide(3000, 2, PluginFixture::defaultRate);
    PluginFixture plugin;
    Playback playback(plugin.processor);
    playback.open(soundOf(signal));
    playback.player().play();
    const auto heard = render(playback, 1, 3000).front();
    const auto expected = processedDirectly(signal);
    REQUIRE(expected[0] != expected[1]);
    for (std::size_t i = 0; i < heard.size(); ++i)
        REQUIRE(heard[i] == Approx(0.5f * (expected[0][i] + expected[1][i])).margin(1e-7));
}

TEST_CASE("A sound with too many channels is rejected, and the previous one continues", "[plugin][standalone]")
{
    const auto signal = quantisedGlide(3000, 2, PluginFixture::defaultRate);
    PluginFixture plugin;
    Playback playback(plugin.processor);
    playback.open(soundOf(signal));
    playback.player().play();
    CHECK_THROWS_WITH(playback.open(soundOf(Signal(17, std::vector<float>(100)))), ContainsSubstring("17 channels"));
    CHECK(playback.player().isPlaying());
    CHECK(render(playback, 2, 3000) == processedDirectly(signal));
}

TEST_CASE("The plugin runs at the file's rate regardless of the output's", "[plugin][standalone]")
{
    // A sine in a 16 kHz file, played at 44.1 kHz, keeps its pitch and level.
    constexpr double outputRate = 44100.0, frequency = 1000.0;
    Signal sine(1, std::vector<float>(16000));
    for (std::size_t i = 0; i < sine[0].size(); ++i)
        sine[0][i] = 0.5f * std::sin(static_cast<float>(2.0 * juce::MathConstants<double>::pi * frequency / 16000.0 *
                                                        static_cast<double>(i)));
    PluginFixture plugin;
    plugin.set(parameter::bypass, "On");
    Playback playback(plugin.processor);
    playback.setOutputRate(outputRate);
    playback.open(soundOf(sine));
    CHECK(plugin.processor.getSampleRate() == 16000.0);
    playback.player().play();
    const auto heard = render(playback, 1, 40000).front();

    // Measured by projection on a sine and a cosine over whole periods, well after the start.
    double onSine = 0.0, onCosine = 0.0, energy = 0.0;
    constexpr std::size_t first = 10000, count = 22050;
    for (std::size_t i = first; i < first + count; ++i)
    {
        const double angle = 2.0 * juce::MathConstants<double>::pi * frequency / outputRate * static_cast<double>(i);
        onSine += heard[i] * std::sin(angle) * 2.0 / count;
        onCosine += heard[i] * std::cos(angle) * 2.0 / count;
        energy += static_cast<double>(heard[i]) * heard[i] / count;
    }
    CHECK(std::hypot(onSine, onCosine) == Approx(0.5).epsilon(0.001));
    CHECK(energy - 0.125 == Approx(0.0).margin(1e-4)); // no other components
}

TEST_CASE("Without an open sound the output is silent", "[plugin][standalone]")
{
    PluginFixture plugin;
    Playback playback(plugin.processor);
    CHECK(render(playback, 2, 100) == Signal(2, std::vector<float>(100, 0.0f)));
    CHECK(playback.soundRate() == 0.0);
    CHECK(playback.position() == 0);
}

TEST_CASE("The latency rings out after a stop, followed by silence", "[plugin][standalone]")
{
    PluginFixture plugin;
    Playback playback(plugin.processor);
    playback.open(soundOf(quantisedGlide(16000, 1, PluginFixture::defaultRate)));
    playback.player().play();
    std::ignore = render(playback, 1, 5000);
    playback.player().stop();
    const auto after = render(playback, 1, 40000).front();
    const auto loud = [](float sample) { return sample != 0.0f; };
    CHECK(std::any_of(after.begin(), after.begin() + PluginFixture::defaultLatency, loud));
    CHECK_FALSE(std::any_of(after.begin() + 2000, after.end(), loud));
    CHECK(playback.position() == 5000 - PluginFixture::defaultLatency);
    playback.player().play();
    const auto again = render(playback, 1, 2000).front();
    CHECK(std::any_of(again.begin() + 500, again.end(), loud));
}

TEST_CASE("Playback neither allocates nor locks on the audio thread", "[plugin][standalone][realtime-safety]")
{
    const double outputRate = GENERATE(16000.0, 48000.0, 44100.0);
    if (!AllocationCounter::works() || !LockCounter::works())
        return skip("this build cannot count allocations and locks");
    PluginFixture plugin;
    Playback playback(plugin.processor);
    playback.open(soundOf(quantisedGlide(3000, 2, PluginFixture::defaultRate)));
    playback.setOutputRate(outputRate);
    playback.player().setLooping(true);
    playback.player().play();
    std::vector<float> left(2000), right(2000);
    std::array<float*, 2> outputs{left.data(), right.data()};
    long allocations = 0, locks = 0;
    {
        const AllocationCounter allocationCounter;
        const LockCounter lockCounter;
        for (const int count : {2000, 0, 1, 37, 512, 2000, 2000, 2000})
        {
            playback.render(outputs.data(), 2, count);
            playback.player().seek(static_cast<std::size_t>(count));
        }
        allocations = allocationCounter.count();
        locks = lockCounter.count();
    }
    CHECK(allocations == 0);
    CHECK(locks == 0);
}

TEST_CASE("Without an audio device the silent clock advances playback", "[plugin][standalone]")
{
    PluginFixture plugin;
    Playback playback(plugin.processor);
    SilentClock clock(playback);
    clock.start(); // has no effect without a sound
    clock.stop();
    playback.open(soundOf(quantisedGlide(4000, 1, PluginFixture::defaultRate)));
    playback.player().play();
    clock.start();
    // Until the end of the sound, however long this takes.
    while (playback.player().isPlaying())
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    clock.stop();
    CHECK(playback.position() == 0);
    CHECK(plugin.processor.status().grid.state != GridState::unknown);
}
