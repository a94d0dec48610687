#include "AutomaticModel.h"
#include "Catch.h"
#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "Plugin/PluginFixture.h"
#include "TemporaryFolder.h"

#include <fstream>

using namespace dequantizer;

namespace
{
std::string modelFile(const TemporaryFolder& folder, double rate, int hopDivisor)
{
    auto model = cosineModel(rate, 0.125);
    model.name = "learned";
    model.hop = model.frameLength() / hopDivisor;
    const auto file = folder / ("learned" + std::to_string(hopDivisor) + ".safetensors");
    writeModelFile(model, file);
    return file.string();
}

Signal restoredBy(const Model& model, Signal signal)
{
    StreamingEngine engine(model, static_cast<int>(signal.size()), model.hop);
    engine.setQuantiser(Quantiser::midRise(0.125));
    std::vector<float*> pointers;
    for (auto& channel : signal)
        pointers.push_back(channel.data());
    engine.process(pointers.data(), {pointers.data()}, static_cast<int>(signal.front().size()));
    return signal;
}

Signal restoredBy(const std::string& file, Signal signal)
{
    return restoredBy(readModelFile(file), std::move(signal));
}
} // namespace

TEST_CASE("A model for the session's rate is used", "[plugin]")
{
    const TemporaryFolder folder;
    const auto file = modelFile(folder, 16000.0, 2);
    PluginFixture plugin;
    plugin.processor.models().loadFile(file);
    plugin.prepare(2);
    const auto status = plugin.processor.status();
    CHECK(status.operatorName == "learned");
    CHECK(status.operatorReason.empty());
    CHECK(status.modelName == "learned (4 bit, 16 kHz, 10 iterations)");
    CHECK(plugin.processor.getLatencySamples() == 480);

    const auto signal = quantisedGlide(4000, 2, PluginFixture::defaultRate);
    CHECK(plugin.process(signal, 77) == restoredBy(file, signal));
}

TEST_CASE("At any other rate the automatic choice is used, and the plugin says why", "[plugin]")
{
    const TemporaryFolder folder;
    PluginFixture plugin;
    plugin.processor.models().loadFile(modelFile(folder, 16000.0, 2));
    plugin.prepare(1, 44100.0);
    const auto status = plugin.processor.status();
    CHECK(status.operatorName == "any-balanced");
    CHECK(status.isFallback);
    CHECK(status.operatorReason ==
          "The model is for 16 kHz and the sound was quantised at 44.1 kHz, so the automatic choice is used. If it "
          "was quantised at the model's rate, set Quantised at to Model rate.");
}

TEST_CASE("A model loaded during playback takes over without a gap", "[plugin]")
{
    const TemporaryFolder folder;
    const auto file = modelFile(folder, 16000.0, 2);
    const auto signal = quantisedGlide(20000, 1, PluginFixture::defaultRate);
    PluginFixture plugin;
    plugin.prepare(1);
    const int latencyBefore = plugin.processor.getLatencySamples();

    int blocks = 0;
    const auto output = plugin.process(signal,
                                       [&]
                                       {
                                           if (++blocks == 51)
                                               plugin.processor.models().loadFile(file);
                                           return 100;
                                       });
    const int latency = plugin.processor.getLatencySamples();
    CHECK(latency != latencyBefore);

    // The previous engine until the new one is filled, a crossfade, then an engine that started at the change.
    constexpr std::size_t change = 5000, fade = 320;
    const auto filled = static_cast<std::size_t>(latency);
    const auto& sound = output[0];
    const auto before = restoredBy(automaticModel(PluginFixture::defaultRate, 0.125), signal)[0];
    const auto after = restoredBy(file, {{signal[0].begin() + change, signal[0].end()}})[0];
    for (std::size_t i = 0; i < change + filled; ++i)
        REQUIRE(sound[i] == before[i]);
    for (std::size_t i = filled; i < filled + fade; ++i)
    {
        const auto [low, high] = std::minmax(before[change + i], after[i]);
        REQUIRE(sound[change + i] >= low - 1e-6f);
        REQUIRE(sound[change + i] <= high + 1e-6f);
    }
    for (std::size_t i = filled + fade; change + i < sound.size(); ++i)
        REQUIRE(sound[change + i] == after[i]);
}

TEST_CASE("An invalid model file is rejected with a reason, and the previous model stays", "[plugin]")
{
    const TemporaryFolder folder;
    const auto good = modelFile(folder, 16000.0, 2);
    const auto signal = quantisedGlide(3000, 1, PluginFixture::defaultRate);
    PluginFixture plugin;
    plugin.processor.models().loadFile(good);
    plugin.prepare(1);
    const auto before = plugin.state();

    std::string bad = (folder / "missing.safetensors").string();
    SECTION("missing") {}
    SECTION("not a model")
    {
        bad = (folder / "text.safetensors").string();
        std::ofstream(bad) << "hello";
    }
    SECTION("truncated")
    {
        bad = modelFile(folder, 16000.0, 4);
        std::filesystem::resize_file(bad, std::filesystem::file_size(bad) / 2);
    }
    plugin.processor.models().loadFile(bad);
    const auto status = plugin.processor.status();
    CHECK(status.error.starts_with(bad + ": "));
    CHECK(status.operatorName == "learned");
    CHECK(plugin.state() == before);
    CHECK(plugin.process(signal) == restoredBy(good, signal));

    plugin.processor.models().choose(automaticModelSlot);
    CHECK(plugin.processor.status().error.empty());
}
