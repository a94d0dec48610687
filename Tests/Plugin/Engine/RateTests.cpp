#include "AutomaticModel.h"
#include "Catch.h"
#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "Plugin/PluginFixture.h"
#include "Signal/Resampling.h"
#include "TemporaryFolder.h"

#include <algorithm>
#include <cmath>
#include <random>

using namespace dequantizer;

namespace
{
constexpr double higherRate = 48000.0;

// The output of an engine alone, in one call.
Signal restoredBy(const Model& model, double rate, Signal signal, int latency)
{
    AnyRateEngine engine(model, rate, static_cast<int>(signal.size()), model.hop, latency);
    engine.setQuantiser(Quantiser::midRise(0.125));
    std::vector<float*> pointers;
    for (auto& channel : signal)
        pointers.push_back(channel.data());
    engine.process(pointers.data(), {pointers.data()}, static_cast<int>(signal.front().size()));
    return signal;
}

// The root of the sum of the squared differences in the first channel, from sample `first` on.
double distanceFrom(const Signal& a, const Signal& b, std::size_t first)
{
    double sum = 0.0;
    for (std::size_t i = first; i < a[0].size(); ++i)
        sum += std::pow(static_cast<double>(a[0][i]) - static_cast<double>(b[0][i]), 2.0);
    return std::sqrt(sum);
}

// Quantised at 16 kHz, then resampled.
Signal resampledGlide(std::size_t length, double rate)
{
    return {resample(quantisedGlide(length, 1, 16000.0)[0], 16000.0, rate)};
}
} // namespace

TEST_CASE("The parameter Quantised at selects between the models for speech and those for any sound", "[plugin][rates]")
{
    const auto signal = resampledGlide(4000, higherRate);
    PluginFixture plugin;
    plugin.prepare(1, higherRate);
    const int latency = plugin.processor.getLatencySamples();

    plugin.set(parameter::rate, "Model rate");
    CHECK(plugin.process(signal, 333) == restoredBy(speechModel(), higherRate, signal, latency));
    CHECK(plugin.processor.status().operatorName == "speech");
    CHECK(plugin.processor.status().operatorRate == 16000.0);

    plugin.processor.reset();
    plugin.set(parameter::rate, "Session rate");
    CHECK(plugin.process(signal, 333) == restoredBy(automaticModel(higherRate, 0.125), higherRate, signal, latency));
    CHECK(plugin.processor.status().operatorName == "any-balanced");
    CHECK(plugin.processor.status().operatorRate == higherRate);
    CHECK(plugin.processor.getLatencySamples() == latency);
}

TEST_CASE("The grid shows whether speech was resampled", "[plugin][rates]")
{
    PluginFixture automatic, manual;
    automatic.set(parameter::material, "Speech");
    manual.set(parameter::material, "Speech");
    automatic.prepare(1, higherRate);
    manual.prepare(1, higherRate);

    SECTION("resampled: the model's rate is used once that is known")
    {
        const auto signal = resampledGlide(24000, higherRate);
        manual.set(parameter::rate, "Model rate");
        PluginFixture atSessionRate;
        atSessionRate.set(parameter::rate, "Session rate");
        atSessionRate.prepare(1, higherRate);
        const auto output = automatic.process(signal, 333), expected = manual.process(signal, 333),
                   other = atSessionRate.process(signal, 333);
        CHECK(automatic.processor.status().operatorName == "speech");
        // Not the same samples, because the frames start elsewhere.
        CHECK(distanceFrom(output, expected, 24000) < 0.2 * distanceFrom(other, expected, 24000));
        // The sample at which it takes effect does not depend on the block length.
        PluginFixture again;
        again.set(parameter::material, "Speech");
        again.prepare(1, higherRate);
        std::mt19937 generator(4);
        CHECK(again.process(signal, [&] { return static_cast<int>(generator() % 2000u); }) == output);
    }
    SECTION("not resampled: the session's rate is used from the start")
    {
        const auto signal = quantisedGlide(48000, 1, higherRate);
        manual.set(parameter::rate, "Session rate");
        CHECK(automatic.process(signal, 333) == manual.process(signal, 500));
        CHECK(automatic.processor.status().operatorName == "any-balanced");
    }
}

TEST_CASE("Without a material, resampled audio is restored at the session's rate from the start", "[plugin][rates]")
{
    PluginFixture automatic, manual;
    automatic.prepare(1, higherRate);
    manual.set(parameter::rate, "Session rate");
    manual.prepare(1, higherRate);
    const auto signal = resampledGlide(16000, higherRate);
    CHECK(automatic.process(signal, 333) == manual.process(signal, 500));
    CHECK(automatic.processor.status().grid.state == GridState::none);
    CHECK(automatic.processor.status().operatorName == "any-balanced");
    CHECK(automatic.processor.status().operatorRate == higherRate);
}

TEST_CASE("A loaded model for every rate restores at the session's rate", "[plugin][rates]")
{
    const TemporaryFolder folder;
    auto model = parseModel(findShippedModel("any-low-latency")->bytes);
    model.name = "learned";
    const auto file = (folder / "learned.safetensors").string();
    writeModelFile(model, file);
    constexpr double rate = 22050.0;
    PluginFixture plugin;
    plugin.prepare(1, rate);
    plugin.processor.models().loadFile(file);
    plugin.prepare(1, rate);
    const auto signal = quantisedGlide(4000, 1, rate);
    const auto here = modelAtRate(model, rate);
    REQUIRE(here.frameLength() == 512);
    CHECK(plugin.processor.getLatencySamples() == here.frameLength() + here.hop);
    CHECK(plugin.process(signal, 100) == restoredBy(here, rate, signal, plugin.processor.getLatencySamples()));
    CHECK(plugin.processor.status().operatorName == "learned");
    CHECK(plugin.processor.status().operatorRate == rate);
    CHECK_FALSE(plugin.processor.status().isFallback);
}

TEST_CASE("A loaded model for another rate restores at its own rate", "[plugin][rates]")
{
    const TemporaryFolder folder;
    auto model = cosineModel(8000.0, 0.125);
    model.name = "learned";
    const auto file = (folder / "learned.safetensors").string();
    writeModelFile(model, file);

    constexpr double rate = 44100.0;
    const auto signal = resampledGlide(4000, rate);
    PluginFixture plugin;
    plugin.prepare(1, rate);
    plugin.processor.models().loadFile(file);
    plugin.set(parameter::rate, "Model rate");
    plugin.prepare(1, rate);
    const int latency = plugin.processor.getLatencySamples();
    CHECK(plugin.process(signal, 100) == restoredBy(model, rate, signal, latency));
    const auto status = plugin.processor.status();
    CHECK(status.operatorName == "learned");
    CHECK(status.operatorRate == 8000.0);
    CHECK_FALSE(status.isFallback);
    CHECK(status.operatorReason.empty());
}

TEST_CASE("A model with too long a latency is not used, and the plugin says why", "[plugin][rates]")
{
    const TemporaryFolder folder;
    auto model = cosineModel(50000.0, 0.125); // a frame of one second at 1 kHz
    model.sampleRate = 1000.0;
    model.hop = model.frameLength();
    const auto file = (folder / "slow.safetensors").string();
    writeModelFile(model, file);
    PluginFixture plugin;
    plugin.prepare(1);
    plugin.processor.models().loadFile(file);
    CHECK(plugin.processor.status().operatorName == "speech");
    CHECK(plugin.processor.status().operatorReason ==
          "The model would delay the sound by more than 2 seconds, so the automatic choice is used.");
    CHECK(plugin.processor.getLatencySamples() == PluginFixture::defaultLatency);
}

TEST_CASE("At every rate the dry signal is exact and an impulse is aligned", "[plugin][rates]")
{
    const double rate =
        GENERATE(8000.0, 11025.0, 16000.0, 22050.0, 44100.0, 48000.0, 88200.0, 96000.0, 176400.0, 192000.0);
    const auto* const choice = GENERATE("Automatic", "Session rate", "Model rate");
    CAPTURE(rate, choice);
    PluginFixture plugin;
    plugin.set(parameter::rate, choice);
    plugin.set(parameter::mix, "0");
    plugin.prepare(1, rate);
    const int latency = plugin.processor.getLatencySamples();

    std::mt19937 generator(8);
    const auto randomLength = [&] { return static_cast<int>(generator() % 1100u); };
    auto signal = quantisedGlide(static_cast<std::size_t>(latency) + 4000, 1, rate);
    CHECK(plugin.process(signal, randomLength) == delayedBy(signal, latency));

    plugin.set(parameter::mix, "100");
    plugin.prepare(1, rate);
    CHECK(plugin.processor.getLatencySamples() == latency);
    std::fill(signal[0].begin(), signal[0].end(), 0.0f);
    signal[0][1234] = 0.9375f;
    const auto output = plugin.process(signal, randomLength);
    const auto largest = std::max_element(output[0].begin(), output[0].end());
    CHECK(largest - output[0].begin() == 1234 + latency);
}
