#include "Plugin/Storm.h"

#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "TemporaryFolder.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <thread>

namespace dequantizer
{

namespace
{
constexpr int maxBlock = 257;

// States contain their models: more of them would hide a leak.
constexpr std::size_t maxStates = 16;

// Random actions of users and hosts, one per call.
class Disturbance
{
public:
    explicit Disturbance(PluginFixture& disturbed) : plugin(disturbed)
    {
        // Two models that differ from each other and from the shipped ones in size, hop and latency.
        for (const int divisor : {1, 4})
        {
            auto model = cosineModel(8000.0, 0.125);
            model.sampleRate = PluginFixture::defaultRate;
            model.hop = model.frameLength() / divisor;
            files.push_back(folder / ("hop" + std::to_string(divisor) + ".safetensors"));
            writeModelFile(model, files.back());
        }
        states.push_back(plugin.state());
    }

    void change()
    {
        const auto number = std::to_string(generator() % 13u);
        switch (generator() % 26u)
        {
        case 0:
            plugin.processor.models().loadFile(files[generator() % files.size()].string());
            break;
        case 1:
            plugin.processor.models().choose(automaticModelSlot);
            break;
        case 2:
            plugin.processor.reset();
            break;
        case 3:
            if (states.size() < maxStates)
                states.push_back(plugin.state());
            else
                states[generator() % states.size()] = plugin.state();
            break;
        case 4:
            plugin.restore(states[generator() % states.size()]);
            break;
        case 5:
        case 6:
            plugin.set(parameter::bypass, generator() % 2u == 0 ? "On" : "Off");
            break;
        case 7:
        case 8:
            plugin.set(parameter::mix, std::to_string(generator() % 101u).c_str());
            break;
        case 9:
            plugin.set(generator() % 2u == 0 ? parameter::removed : parameter::quantise,
                       generator() % 2u == 0 ? "On" : "Off");
            plugin.processor.setCurrentProgram(static_cast<int>(generator() % 12u));
            plugin.set(parameter::gain, number.c_str());
            break;
        case 10:
            plugin.set(parameter::iterations, number.c_str());
            break;
        case 11:
            plugin.set(parameter::automaticBits, generator() % 2u == 0 ? "On" : "Off");
            break;
        case 12:
            plugin.set(parameter::rate, std::array{"Automatic", "Session rate", "Model rate"}[generator() % 3u]);
            break;
        case 13:
            plugin.set(parameter::strength, std::to_string(25u + generator() % 276u).c_str());
            break;
        case 14:
            plugin.set(parameter::overlap, std::array{"Model's own", "None", "2 frames", "8 frames"}[generator() % 4u]);
            break;
        case 15:
            plugin.set(parameter::matchLevel, generator() % 2u == 0 ? "On" : "Off");
            break;
        case 16:
            plugin.set(parameter::material, std::array{"Automatic", "Speech", "Any"}[generator() % 3u]);
            break;
        case 17:
            plugin.set(parameter::quality, std::array{"Low latency", "Balanced", "Best"}[generator() % 3u]);
            break;
        case 18:
            if (generator() % 2u == 0)
                plugin.processor.models().chooseNext();
            else
                plugin.processor.models().choosePrevious();
            break;
        case 19:
            plugin.set(std::array{parameter::lowShare, parameter::midShare, parameter::highShare, parameter::firstShare,
                                  parameter::secondShare}[generator() % 5u],
                       std::to_string(generator() % 101u).c_str());
            break;
        case 20:
            plugin.set(parameter::stereo, std::array{"Linked", "Left and right", "Mid and side"}[generator() % 3u]);
            plugin.set(generator() % 2u == 0 ? parameter::lowSplit : parameter::highSplit,
                       std::to_string(generator() % 20000u).c_str());
            break;
        case 21:
            if (generator() % 3u == 0)
                plugin.processor.compared().copyToOther();
            else
                plugin.processor.compared().toggle();
            break;
        case 22:
            if (plugin.processor.learner().isRunning())
                plugin.processor.learner().cancel();
            else
                plugin.processor.learner().start();
            plugin.processor.learner().update(0.5);
            break;
        default:
            plugin.set(parameter::bits, number.c_str());
            break;
        }
    }

private:
    PluginFixture& plugin;
    const TemporaryFolder folder;
    std::vector<std::filesystem::path> files;
    std::vector<std::vector<char>> states;
    std::mt19937 generator{5};
};
} // namespace

long playThroughStorm(PluginFixture& plugin, int callbacks, int changes,
                      const std::function<void(juce::AudioBuffer<float>&)>& processBlock)
{
    Disturbance disturbance(plugin);
    std::atomic<bool> changed{false}, over{false};
    long notFinite = 0;
    std::thread audio(
        [&]
        {
            const auto signal = quantisedGlide(4096, 2, PluginFixture::defaultRate);
            const std::array bad{std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
                                 std::numeric_limits<float>::max(), std::numeric_limits<float>::denorm_min()};
            juce::AudioBuffer<float> memory(2, maxBlock);
            std::mt19937 generator(11);
            std::size_t position = 0;
            for (int callback = 0; callback < callbacks || !changed; ++callback)
            {
                const int count = static_cast<int>(generator() % (maxBlock + 1u));
                juce::AudioBuffer<float> block(memory.getArrayOfWritePointers(), 2, count);
                if (position + maxBlock > signal.front().size())
                    position = 0;
                for (int channel = 0; channel < 2; ++channel)
                    block.copyFrom(channel, 0, signal[static_cast<std::size_t>(channel)].data() + position, count);
                position += static_cast<std::size_t>(count);
                if (callback % 50 == 7)
                    std::fill_n(block.getWritePointer(callback % 2), count, bad[generator() % bad.size()]);

                processBlock(block);
                for (int channel = 0; channel < 2; ++channel)
                    notFinite += std::count_if(block.getReadPointer(channel), block.getReadPointer(channel) + count,
                                               [](float sample) { return !std::isfinite(sample); });
            }
            over = true;
        });
    for (int change = 0; change < changes || !over; ++change)
    {
        disturbance.change();
        changed = change + 1 >= changes;
    }
    audio.join();
    return notFinite;
}

} // namespace dequantizer
