#include "Catch.h"
#include "Plugin/AllocationCounter.h"
#include "Plugin/LockCounter.h"
#include "Plugin/Storm.h"
#include "Plugin/SystemCallTrap.h"
#include "Skip.h"

#include <mutex>
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

TEST_CASE("processBlock never allocates, frees, locks or makes a system call", "[plugin][realtime-safety][storm]")
{
    if (!AllocationCounter::works() || !LockCounter::works())
        skip("this build cannot count allocations and locks");
    if (!SystemCallTrap::works())
        skip("this system cannot trap system calls");
    const bool trapping = SystemCallTrap::works();

    PluginFixture plugin;
    plugin.prepare(2);
    long allocations = 0, locks = 0, systemCalls = 0;
    juce::MidiBuffer midi;
    const auto processCounted = [&](juce::AudioBuffer<float>& block)
    {
        plugin.processor.monitor().watch(); // as an open editor does
        const AllocationCounter allocationCounter;
        const LockCounter lockCounter;
        if (trapping)
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
    };
    CHECK(playThroughStorm(plugin, 10000, 1000, processCounted) == 0);
    CHECK(allocations == 0);
    CHECK(locks == 0);
    CHECK(systemCalls == 0);
    CHECK(plugin.processor.status().error.empty());
}
