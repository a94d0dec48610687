#include "Catch.h"
#include "Plugin/AllocationCounter.h"
#include "Plugin/LockCounter.h"
#include "Plugin/Storm.h"
#include "Plugin/SystemCallTrap.h"
#include "Skip.h"

#include <functional>
#include <mutex>
#include <random>
#include <shared_mutex>
#include <sys/syscall.h>
#include <unistd.h>

using namespace dequantizer;

TEST_CASE("The allocation counter counts a deliberate allocation", "[plugin][realtime-safety]")
{
    if (!AllocationCounter::works())
        return skip("this build cannot count allocations");
    // The count is read before CHECK, which allocates. Volatile pointers keep the compiler from removing the unused
    // allocations.
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

TEST_CASE("The lock counter counts a deliberate lock", "[plugin][realtime-safety]")
{
    if (!LockCounter::works())
        return skip("this build cannot count locks");
    long seen = 0;
    SECTION("std::mutex")
    {
        std::mutex mutex;
        const LockCounter counter;
        const std::scoped_lock lock(mutex);
        seen = counter.count();
    }
    SECTION("std::shared_mutex")
    {
        std::shared_mutex mutex;
        const LockCounter counter;
        const std::shared_lock lock(mutex);
        seen = counter.count();
    }
    SECTION("try_lock")
    {
        std::mutex mutex;
        const LockCounter counter;
        const std::unique_lock lock(mutex, std::try_to_lock);
        seen = counter.count();
    }
    SECTION("JUCE")
    {
        juce::CriticalSection section;
        const LockCounter counter;
        const juce::ScopedLock lock(section);
        seen = counter.count();
    }
    CHECK(seen == 1);
}

TEST_CASE("The system call trap records a deliberate system call and executes it", "[plugin][realtime-safety]")
{
    if (!SystemCallTrap::works())
        return skip("this system cannot trap system calls");
    const auto parent = getppid();
    long seen = -1, afterwards = -1;
    auto answered = parent;
    {
        const SystemCallTrap trap;
        afterwards = trap.first();
        answered = getppid();
        seen = trap.first();
    }
    CHECK(afterwards == -1);
    CHECK(seen == SYS_getppid);
    CHECK(answered == parent);
    const SystemCallTrap none;
    CHECK(none.first() == -1);
}

namespace
{
// Counts what processBlock() must not do, as far as that can be counted here.
class CountedProcessing
{
public:
    // Meters and learning listen, as in an open editor.
    explicit CountedProcessing(PluginFixture& counted) : plugin(counted) { plugin.processor.learner().start(); }

    void operator()(juce::AudioBuffer<float>& block)
    {
        plugin.processor.monitor().watch();
        const AllocationCounter allocationCounter;
        const LockCounter lockCounter;
        if (isTrapping)
        {
            const SystemCallTrap trap;
            plugin.processor.processBlock(block, midi);
            systemCalls += trap.first() >= 0 ? 1 : 0;
        }
        else
        {
            plugin.processor.processBlock(block, midi);
        }
        allocations += allocationCounter.count();
        locks += lockCounter.count();
    }

    static void skipWhatCannotBeCounted()
    {
        if (!AllocationCounter::works() || !LockCounter::works())
            skip("this build cannot count allocations and locks");
        if (!SystemCallTrap::works())
            skip("this system cannot trap system calls");
    }

    long allocations = 0, locks = 0, systemCalls = 0;

private:
    PluginFixture& plugin;
    juce::MidiBuffer midi;
    const bool isTrapping = SystemCallTrap::works();
};
} // namespace

TEST_CASE("processBlock never allocates, frees, locks or makes a system call", "[plugin][realtime-safety][storm]")
{
    CountedProcessing::skipWhatCannotBeCounted();
    PluginFixture plugin;
    plugin.prepare(2);
    CountedProcessing processing(plugin);
    CHECK(playThroughStorm(plugin, 10000, 1000, std::ref(processing)) == 0);
    CHECK(processing.allocations == 0);
    CHECK(processing.locks == 0);
    CHECK(processing.systemCalls == 0);
    CHECK(plugin.processor.status().error.empty());
}

// Before a release, also under the sanitizers:   plugin_tests "[.storm-hour]"
TEST_CASE("An hour of sound passes through the storm", "[.storm-hour]")
{
    PluginFixture plugin;
    plugin.prepare(2);
    juce::MidiBuffer midi;
    constexpr int meanBlock = 128, hour = static_cast<int>(3600.0 * PluginFixture::defaultRate) / meanBlock;
    CHECK(playThroughStorm(plugin, hour, hour / 10,
                           [&](juce::AudioBuffer<float>& block) { plugin.processor.processBlock(block, midi); }) == 0);
    CHECK(plugin.processor.status().error.empty());
}

TEST_CASE("processBlock in double precision never allocates, locks or makes a system call", "[plugin][realtime-safety]")
{
    CountedProcessing::skipWhatCannotBeCounted();
    PluginFixture plugin;
    plugin.prepare(2);
    juce::AudioBuffer<double> block(2, 1234); // longer than the chunks that are converted
    juce::MidiBuffer midi;
    const AllocationCounter allocationCounter;
    const LockCounter lockCounter;
    long systemCall = -1;
    for (int round = 0; round < 20; ++round)
    {
        for (int channel = 0; channel < 2; ++channel)
            for (int i = 0; i < block.getNumSamples(); ++i)
                block.setSample(channel, i, (i * 37 % 16 - 7.5) / 8.0);
        if (SystemCallTrap::works())
        {
            const SystemCallTrap trap;
            plugin.processor.processBlock(block, midi);
            systemCall = std::max(systemCall, trap.first());
        }
        else
        {
            plugin.processor.processBlock(block, midi);
        }
    }
    CHECK(allocationCounter.count() == 0);
    CHECK(lockCounter.count() == 0);
    CHECK(systemCall == -1);
}

TEST_CASE("processBlock is safe with the model of every quality", "[plugin][realtime-safety][quality]")
{
    CountedProcessing::skipWhatCannotBeCounted();
    const auto* const quality = GENERATE("Low latency", "Balanced", "Best");
    const double rate = GENERATE(44100.0, 48000.0);
    CAPTURE(quality, rate);
    PluginFixture plugin;
    plugin.set(parameter::quality, quality);
    plugin.prepare(2, rate);
    REQUIRE(plugin.processor.status().operatorName.starts_with("any-"));
    CountedProcessing processing(plugin);

    constexpr int maxBlock = 700;
    auto signal = quantisedGlide(40000, 2, rate);
    const auto input = signal;
    std::mt19937 generator(3);
    for (std::size_t start = 0; start + maxBlock <= signal[0].size();)
    {
        const int count = static_cast<int>(generator() % (maxBlock + 1u));
        float* const channels[] = {signal[0].data() + start, signal[1].data() + start};
        juce::AudioBuffer<float> block(channels, 2, count);
        processing(block);
        start += static_cast<std::size_t>(count);
    }
    CHECK(processing.allocations == 0);
    CHECK(processing.locks == 0);
    CHECK(processing.systemCalls == 0);
    CHECK(signal != delayedBy(input, plugin.processor.getLatencySamples()));
}
