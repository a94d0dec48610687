#include "Catch.h"
#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "Plugin/Editor/EditorFixture.h"
#include "Plugin/PluginFixture.h"
#include "TemporaryFolder.h"

#include <atomic>
#include <thread>

using namespace dequantizer;

namespace
{
using Doubles = std::vector<std::vector<double>>;

Doubles inDoublePrecision(const Signal& signal)
{
    Doubles doubles;
    for (const auto& channel : signal)
        doubles.emplace_back(channel.begin(), channel.end());
    return doubles;
}

Doubles processedInDoublePrecision(PluginFixture& plugin, Doubles signal, int block, bool isBypassed = false)
{
    juce::MidiBuffer midi;
    const auto length = static_cast<int>(signal.front().size());
    for (int start = 0; start < length; start += block)
    {
        std::vector<double*> pointers;
        for (auto& channel : signal)
            pointers.push_back(channel.data() + start);
        juce::AudioBuffer<double> part(pointers.data(), static_cast<int>(pointers.size()),
                                       std::min(block, length - start));
        if (isBypassed)
            plugin.processor.processBlockBypassed(part, midi);
        else
            plugin.processor.processBlock(part, midi);
    }
    return signal;
}
} // namespace

TEST_CASE("The output in double precision is that in single precision", "[plugin][hosts]")
{
    const int channels = GENERATE(1, 2, 16);
    const int block = GENERATE(1, 512, 3000);
    const auto signal = quantisedGlide(3000, channels, PluginFixture::defaultRate);
    PluginFixture single, twice;
    single.prepare(channels);
    twice.prepare(channels);
    CHECK(twice.processor.supportsDoublePrecisionProcessing());
    CHECK(processedInDoublePrecision(twice, inDoublePrecision(signal), block) ==
          inDoublePrecision(single.process(signal)));
    twice.processor.reset();
    CHECK(processedInDoublePrecision(twice, inDoublePrecision(signal), block, true) ==
          inDoublePrecision(delayedBy(signal, PluginFixture::defaultLatency)));
}

TEST_CASE("Doubles beyond the range of a float never reach the output, nor those before the plugin was prepared",
          "[plugin][hosts]")
{
    PluginFixture plugin;
    Doubles signal = inDoublePrecision(quantisedGlide(3000, 1, PluginFixture::defaultRate));
    CHECK(processedInDoublePrecision(plugin, signal, 512) == signal);
    plugin.prepare(1);
    for (const double bad :
         {1e300, -1e300, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()})
        signal[0][static_cast<std::size_t>(std::isfinite(bad) ? 100 : 1700)] = bad;
    const auto output = processedInDoublePrecision(plugin, signal, 512);
    for (const double sample : output[0])
        REQUIRE(std::abs(sample) < 10.0);
}

TEST_CASE("Rate, block size and channels may change while playing", "[plugin][hosts]")
{
    PluginFixture plugin;
    for (const auto& [rate, channels, block] :
         {std::tuple{44100.0, 2, 512}, std::tuple{16000.0, 1, 1}, std::tuple{96000.0, 2, 4096},
          std::tuple{8000.0, 16, 33}, std::tuple{16000.0, 2, 64}})
    {
        CAPTURE(rate, channels, block);
        const auto signal = quantisedGlide(2000, channels, rate);
        PluginFixture fresh;
        fresh.prepare(channels, rate, block);
        plugin.prepare(channels, rate, block);
        CHECK(plugin.process(signal, block) == fresh.process(signal, block));
        CHECK(plugin.processor.getLatencySamples() == fresh.processor.getLatencySamples());
    }
}

TEST_CASE("Every channel of an ambisonic signal is restored by itself", "[plugin][hosts]")
{
    const auto signal = quantisedGlide(3000, 16, PluginFixture::defaultRate);
    PluginFixture plugin, alone;
    juce::AudioProcessor::BusesLayout layout;
    layout.inputBuses.add(juce::AudioChannelSet::ambisonic(3));
    layout.outputBuses.add(juce::AudioChannelSet::ambisonic(3));
    REQUIRE(plugin.processor.setBusesLayout(layout));
    plugin.processor.setRateAndBufferSizeDetails(PluginFixture::defaultRate, 512);
    plugin.processor.prepareToPlay(PluginFixture::defaultRate, 512);
    alone.prepare(1);
    CHECK(plugin.process(signal)[13] == alone.process({signal[13]})[0]);
}

TEST_CASE("A side chain is refused, and the plugin goes on without it", "[plugin][hosts]")
{
    PluginFixture plugin;
    plugin.prepare(2);
    auto layout = plugin.processor.getBusesLayout();
    layout.inputBuses.add(juce::AudioChannelSet::stereo());
    CHECK_FALSE(plugin.processor.isBusesLayoutSupported(layout));
    CHECK_FALSE(plugin.processor.setBusesLayout(layout));
    CHECK_FALSE(plugin.processor.addBus(true));
    const auto signal = quantisedGlide(2000, 2, PluginFixture::defaultRate);
    PluginFixture fresh;
    fresh.prepare(2);
    CHECK(plugin.process(signal) == fresh.process(signal));
}

TEST_CASE("Instances may live on other threads than the message thread", "[plugin][hosts]")
{
    PluginFixture here;
    here.prepare(1);
    const auto signal = quantisedGlide(4000, 1, PluginFixture::defaultRate);
    const auto expected = here.process(signal);
    const auto state = here.state();
    std::atomic<int> good{0};
    constexpr int count = 3;
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i)
        threads.emplace_back(
            [&]
            {
                Processor processor;
                processor.setStateInformation(state.data(), static_cast<int>(state.size()));
                auto layout = processor.getBusesLayout();
                layout.inputBuses.getReference(0) = layout.outputBuses.getReference(0) = juce::AudioChannelSet::mono();
                processor.setBusesLayout(layout);
                processor.setRateAndBufferSizeDetails(PluginFixture::defaultRate, 512);
                processor.prepareToPlay(PluginFixture::defaultRate, 512);
                auto sound = signal;
                float* const channel = sound[0].data();
                juce::AudioBuffer<float> block(&channel, 1, static_cast<int>(sound[0].size()));
                juce::MidiBuffer midi;
                processor.processBlock(block, midi);
                juce::MemoryBlock saved;
                processor.getStateInformation(saved);
                good += sound == expected && saved.getSize() == state.size() ? 1 : 0;
            });
    // Destruction waits for the message thread, whose loop ends with the last of them.
    std::thread last(
        [&]
        {
            for (auto& thread : threads)
                thread.join();
            juce::MessageManager::callAsync([] { juce::MessageManager::getInstance()->stopDispatchLoop(); });
        });
    juce::MessageManager::getInstance()->runDispatchLoop();
    last.join();
    CHECK(good == count);
}

TEST_CASE("A model whose path is not ASCII loads, and is in the session after its folder is gone", "[plugin][hosts]")
{
    const std::string name = "m\xc3\xb6"
                             "del \xe6\xbc\xa2\xe5\xad\x97";
    PluginFixture first, second;
    std::string path;
    {
        const TemporaryFolder folder;
        auto model = cosineModel(8000.0, 0.125);
        model.sampleRate = PluginFixture::defaultRate;
        model.name = name;
        const auto subfolder = folder / name;
        std::filesystem::create_directories(subfolder);
        path = (subfolder / (name + ".safetensors")).string();
        writeModelFile(model, path);
        first.processor.models().loadFile(path);
    }
    first.prepare(1);
    CHECK(first.processor.status().operatorName == name);
    CHECK(first.processor.status().modelPath == path);
    second.restore(first.state());
    second.prepare(1);
    CHECK(second.processor.status().operatorName == name);
    CHECK(second.processor.status().modelPath == path);
    CHECK(second.processor.status().error.empty());
}
