#include "Catch.h"
#include "Plugin/PluginFixture.h"
#include "Plugin/State/FactoryPresets.h"
#include "Signal/Quantiser.h"

#include <cmath>
#include <limits>
#include <string>

using namespace dequantizer;

namespace
{
// The output of a plugin with one parameter set, or none.
Signal processedWith(const Signal& signal, const char* parameterId = nullptr, const char* text = nullptr)
{
    PluginFixture plugin;
    if (parameterId != nullptr)
        plugin.set(parameterId, text);
    plugin.prepare(static_cast<int>(signal.size()));
    return plugin.process(signal, 123);
}

// On no grid.
Signal smoothGlide(std::size_t length)
{
    Signal signal(1, std::vector<float>(length));
    for (std::size_t i = 0; i < length; ++i)
        signal[0][i] = 0.7f * std::sin(0.05f * static_cast<float>(i));
    return signal;
}
} // namespace

TEST_CASE("The removed noise is the input minus the restored signal", "[plugin]")
{
    const auto signal = quantisedGlide(6000, 2, PluginFixture::defaultRate);
    const auto restored = processedWith(signal);
    const auto removed = processedWith(signal, parameter::removed, "On");
    const auto input = delayedBy(signal, PluginFixture::defaultLatency);
    for (std::size_t channel = 0; channel < 2; ++channel)
        for (std::size_t i = 0; i < input[channel].size(); ++i)
            REQUIRE(removed[channel][i] == input[channel][i] - restored[channel][i]);
    CHECK(removed[0] != std::vector<float>(removed[0].size()));
}

TEST_CASE("The output gain scales the output, except in bypass", "[plugin]")
{
    const auto signal = quantisedGlide(6000, 1, PluginFixture::defaultRate);
    const auto restored = processedWith(signal);
    const auto louder = processedWith(signal, parameter::gain, "6 dB");
    for (std::size_t i = 0; i < restored[0].size(); ++i)
        REQUIRE(louder[0][i] == Approx(restored[0][i] * std::pow(10.0f, 0.3f)).margin(1e-6));
    CHECK(processedWith(signal, parameter::gain, "0") == restored);

    PluginFixture plugin;
    plugin.set(parameter::gain, "-12.5 dB");
    plugin.set(parameter::removed, "On");
    plugin.set(parameter::quantise, "On");
    plugin.set(parameter::bypass, "On");
    plugin.prepare(1);
    const auto smooth = smoothGlide(6000);
    CHECK(plugin.process(smooth, 77) == delayedBy(smooth, PluginFixture::defaultLatency));
}

TEST_CASE("Clean audio can be quantised before it is restored", "[plugin]")
{
    auto clean = smoothGlide(6000);
    clean[0][3000] = std::numeric_limits<float>::quiet_NaN();
    auto quantised = clean;
    const auto quantiser = Quantiser::midRise(deltaForBits(4), Overload::saturate);
    for (auto& sample : quantised[0])
        sample = quantiser.quantise(sample);
    CHECK(processedWith(clean, parameter::quantise, "On") == processedWith(quantised));
}

TEST_CASE("Clean audio stays quantised if the mix has none of the restored", "[plugin]")
{
    const auto clean = smoothGlide(6000);
    PluginFixture plugin;
    plugin.set(parameter::quantise, "On");
    plugin.set(parameter::mix, "0");
    plugin.prepare(1);
    auto quantised = delayedBy(clean, PluginFixture::defaultLatency);
    const auto quantiser = Quantiser::midRise(deltaForBits(4), Overload::saturate);
    for (std::size_t i = PluginFixture::defaultLatency; i < quantised[0].size(); ++i)
        quantised[0][i] = quantiser.quantise(quantised[0][i]);
    CHECK(plugin.process(clean, 77) == quantised);
}

TEST_CASE("Factory presets are programs that set their values", "[plugin]")
{
    PluginFixture plugin;
    auto& processor = plugin.processor;
    REQUIRE(processor.getNumPrograms() == static_cast<int>(factoryPresets().size()));
    REQUIRE(processor.getNumPrograms() > 1);
    CHECK(processor.getCurrentProgram() == 0);
    CHECK(processor.getProgramName(0) == "Automatic bit depth");
    CHECK(processor.getProgramName(-1).isEmpty());
    CHECK(processor.getProgramName(processor.getNumPrograms()).isEmpty());

    plugin.set(parameter::mix, "50");
    plugin.set(parameter::bypass, "On");
    for (int index = processor.getNumPrograms() - 1; index >= 0; --index)
    {
        const auto& preset = factoryPresets()[static_cast<std::size_t>(index)];
        CAPTURE(preset.name);
        processor.setCurrentProgram(index);
        CHECK(processor.getCurrentProgram() == index);
        for (const auto& [id, value] : preset.values)
        {
            const auto* const parameter = processor.parameters().getRawParameterValue(id);
            REQUIRE(parameter != nullptr);
            CHECK(*parameter == value);
        }
        CHECK(*processor.parameters().getRawParameterValue(parameter::mix) == 100.0f);
        CHECK(*processor.parameters().getRawParameterValue(parameter::bypass) == 1.0f);
    }

    // A model of the user's choice keeps the iterations that it was trained for.
    processor.models().choose(modelSlotOfText("speech16k-4bit-converged"));
    processor.setCurrentProgram(2);
    CHECK(*processor.parameters().getRawParameterValue(parameter::bits) == 5.0f);
    CHECK(*processor.parameters().getRawParameterValue(parameter::iterations) > 100.0f);
    processor.setCurrentProgram(0);

    // Selecting the current program again, as hosts do when a session opens, changes nothing, nor does a bad index.
    plugin.set(parameter::bits, "7");
    processor.setCurrentProgram(0);
    processor.setCurrentProgram(1000);
    CHECK(*processor.parameters().getRawParameterValue(parameter::bits) == 7.0f);
}
