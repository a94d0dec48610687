#include "Catch.h"
#include "Plugin/Engine/LevelMatch.h"
#include "Plugin/PluginFixture.h"

#include <algorithm>
#include <cmath>
#include <utility>

using namespace dequantizer;

namespace
{
constexpr double matchRate = 16000.0;

Signal tone(std::size_t length, float amplitude)
{
    Signal signal(1, std::vector<float>(length));
    for (std::size_t i = 0; i < length; ++i)
        signal[0][i] = amplitude * std::sin(0.3f * static_cast<float>(i));
    return signal;
}

// The matched output for a signal of `gain` times the input, in blocks of `block` samples.
Signal matched(const Signal& input, float gain, bool isEnabled, int block)
{
    LevelMatch match;
    match.prepare(matchRate, block);
    Signal output = input;
    for (auto& sample : output[0])
        sample *= gain;
    float* const pointer = output[0].data();
    const auto length = static_cast<int>(input[0].size());
    for (int offset = 0; offset < length; offset += block)
    {
        const int count = std::min(block, length - offset);
        const Signal part(1, {input[0].begin() + offset, input[0].begin() + offset + count});
        match.update(part, part, {0.25f * gain, 0.75f * gain}, count, isEnabled);
        match.apply(&pointer, 1, offset, count);
    }
    return output;
}
} // namespace

TEST_CASE("Level matching restores the input's level", "[plugin]")
{
    const auto input = tone(32000, 0.5f);
    for (const float gain : {0.4f, 1.0f, 2.0f})
    {
        const auto output = matched(input, gain, true, 512);
        // The first gain is chosen after 256 samples; then both energies rise in proportion.
        for (std::size_t i = 1024; i < input[0].size(); ++i)
            REQUIRE(output[0][i] == Approx(input[0][i]).margin(2e-3));
    }
}

TEST_CASE("Level matching is limited to 12 dB and ignores silence", "[plugin]")
{
    const auto input = tone(16000, 0.5f);
    const auto output = matched(input, 0.01f, true, 512);
    for (std::size_t i = 1024; i < input[0].size(); ++i)
        REQUIRE(std::abs(output[0][i]) <= std::abs(0.01f * 3.99f * input[0][i]));

    const auto silence = tone(4000, 1e-6f);
    const auto louder = matched(silence, 2.0f, true, 512);
    for (std::size_t i = 0; i < silence[0].size(); ++i)
        REQUIRE(louder[0][i] == 2.0f * silence[0][i]);
}

TEST_CASE("Level matching changes nothing when off, and does not depend on the block length when on", "[plugin]")
{
    const auto input = tone(8000, 0.5f);
    auto louder = input;
    for (auto& sample : louder[0])
        sample *= 2.0f;
    CHECK(matched(input, 2.0f, false, 512) == louder);
    CHECK(matched(input, 2.0f, true, 512) == matched(input, 2.0f, true, 77));
}

TEST_CASE("Level matching compensates for the output gain", "[plugin]")
{
    const auto signal = quantisedGlide(32000, 1, PluginFixture::defaultRate);
    const auto energyWith = [&](const char* gain, const char* match)
    {
        PluginFixture plugin;
        plugin.set(parameter::gain, gain);
        plugin.set(parameter::matchLevel, match);
        plugin.prepare(1);
        const auto output = plugin.process(signal, 300);
        double energy = 0.0;
        for (std::size_t i = 16000; i < output[0].size(); ++i)
            energy += static_cast<double>(output[0][i]) * static_cast<double>(output[0][i]);
        return 10.0 * std::log10(energy);
    };
    CHECK(energyWith("6", "Off") - energyWith("0", "Off") == Approx(6.0).margin(0.01));
    CHECK(energyWith("6", "On") == Approx(energyWith("-6", "On")).margin(0.01));
}

TEST_CASE("Level matching keeps its gain through bypass and removed noise only", "[plugin]")
{
    // Quieter after the first part, so that the gain has to adapt.
    constexpr std::ptrdiff_t part = 16000;
    auto signal = quantisedGlide(std::size_t{3 * part}, 1, PluginFixture::defaultRate);
    std::for_each(signal[0].begin() + part, signal[0].end(), [](float& sample) { sample *= 0.25f; });
    const auto third = [](const Signal& whole, std::ptrdiff_t index) {
        return Signal(1, {whole[0].begin() + index * part, whole[0].begin() + (index + 1) * part});
    };

    const auto lastPart = [&](const char* meanwhile)
    {
        PluginFixture plugin;
        plugin.set(parameter::gain, "6");
        plugin.set(parameter::matchLevel, "On");
        plugin.prepare(1);
        (void)plugin.process(third(signal, 0), 300);
        if (meanwhile != nullptr)
            plugin.set(meanwhile, "On");
        const auto heard = plugin.process(third(signal, 1), 300);
        if (meanwhile != nullptr)
            plugin.set(meanwhile, "Off");
        return std::pair(heard, plugin.process(third(signal, 2), 300));
    };
    const auto [restored, undisturbed] = lastPart(nullptr);
    for (const auto* const meanwhile : {parameter::bypass, parameter::removed})
    {
        const auto [heard, after] = lastPart(meanwhile);
        CHECK(heard != restored);
        // The ramps have ended by then.
        constexpr std::ptrdiff_t settled = 512;
        CHECK(std::equal(after[0].begin() + settled, after[0].end(), undisturbed[0].begin() + settled));
    }
}

TEST_CASE("A strength of 200 % equals one bit less with the same model", "[plugin]")
{
    const auto signal = quantisedGlide(4000, 1, PluginFixture::defaultRate);
    const auto restoredWith = [&](const char* bits, const char* strength)
    {
        PluginFixture plugin;
        plugin.processor.models().choose(modelSlotOfText("speech16k-4bit-converged"));
        plugin.set(parameter::bits, bits);
        plugin.set(parameter::strength, strength);
        plugin.prepare(1);
        return plugin.process(signal, 300);
    };
    CHECK(restoredWith("5", "200") == restoredWith("4", "100"));
    CHECK(restoredWith("5", "200") != restoredWith("5", "100"));
}

TEST_CASE("More overlap lowers the latency, also during playback", "[plugin]")
{
    PluginFixture plugin;
    plugin.set(parameter::overlap, "None");
    plugin.prepare(1);
    CHECK(plugin.processor.getLatencySamples() == 1280);
    plugin.set(parameter::overlap, "2 frames");
    plugin.prepare(1);
    CHECK(plugin.processor.getLatencySamples() == 960);
    plugin.set(parameter::overlap, "4 frames");
    juce::Timer::callAfterDelay(400, [] { juce::MessageManager::getInstance()->stopDispatchLoop(); });
    juce::MessageManager::getInstance()->runDispatchLoop();
    CHECK(plugin.processor.getLatencySamples() == 800);
}
