#include "Catch.h"
#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "Plugin/AllocationCounter.h"
#include "Plugin/PluginFixture.h"
#include "TemporaryFolder.h"

#include <limits>
#include <memory>
#include <random>

using namespace dequantizer;

namespace
{
// Calls processBlock() and counts in it alone.
long allocationsIn(Processor& processor, juce::AudioBuffer<float>& block)
{
    juce::MidiBuffer midi;
    const AllocationCounter counter;
    processor.processBlock(block, midi);
    return counter.count();
}
} // namespace

TEST_CASE("A planted allocation is seen", "[plugin][allocation]")
{
    if (!AllocationCounter::works())
    {
        WARN("this build cannot count allocations");
        return;
    }
    // The count is taken before CHECK, which allocates for itself. Pointers are volatile so that the compiler, which
    // may leave out an allocation that nobody looks at, cannot.
    long seen = 0;
    SECTION("new and delete")
    {
        const AllocationCounter counter;
        int* volatile planted = new int(1);
        delete planted;
        seen = counter.count();
    }
    SECTION("malloc and free")
    {
        const AllocationCounter counter;
        void* volatile planted = std::malloc(100);
        std::free(planted);
        seen = counter.count();
    }
    SECTION("Eigen")
    {
        const AllocationCounter counter;
        {
            const Matrix<float> matrix(3, 3);
            const float* const volatile planted = matrix.data();
            std::ignore = planted;
        }
        seen = counter.count();
    }
    SECTION("JUCE")
    {
        const AllocationCounter counter;
        {
            const juce::HeapBlock<float> memory(10);
            const float* const volatile planted = memory.get();
            std::ignore = planted;
        }
        seen = counter.count();
    }
    CHECK(seen == 2);
}

TEST_CASE("processBlock neither allocates nor frees, whatever goes on", "[plugin][allocation]")
{
    if (!AllocationCounter::works())
    {
        WARN("this build cannot count allocations");
        return;
    }
    const TemporaryFolder folder;
    auto model = cosineModel(8000.0, 0.125);
    model.sampleRate = PluginFixture::usualRate;
    const auto file = folder / "small.safetensors";
    writeModelFile(model, file);

    PluginFixture plugin;
    plugin.prepare(2);
    std::mt19937 generator(11);
    const auto signal = quantisedGlide(2048, 2, PluginFixture::usualRate);
    juce::AudioBuffer<float> memory(2, 2048);
    long allocations = 0;
    for (int callback = 0; callback < 2000; ++callback)
    {
        const int count = static_cast<int>(generator() % 257u);
        juce::AudioBuffer<float> block(memory.getArrayOfWritePointers(), 2, count);
        for (int channel = 0; channel < 2; ++channel)
            block.copyFrom(channel, 0, signal[static_cast<std::size_t>(channel)].data(), count);
        if (callback % 50 == 7 && count > 0)
            block.setSample(0, 0, std::numeric_limits<float>::quiet_NaN());

        const auto number = std::to_string(generator() % 13u);
        if (callback % 11 == 0)
            plugin.set(parameter::bits, number.c_str());
        if (callback % 17 == 0)
            plugin.set(parameter::iterations, number.c_str());
        if (callback % 23 == 0)
            plugin.set(parameter::bypass, generator() % 2u == 0 ? "On" : "Off");
        if (callback % 200 == 100)
            plugin.processor.loadModel(file.string());
        if (callback % 200 == 0)
            plugin.processor.useShippedModels();
        if (callback % 300 == 299)
            plugin.processor.reset();
        allocations += allocationsIn(plugin.processor, block);
    }
    CHECK(allocations == 0);
    CHECK(plugin.processor.status().error.empty());
}
