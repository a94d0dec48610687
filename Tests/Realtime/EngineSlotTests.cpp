#include "Catch.h"
#include "Model/CosineModel.h"
#include "Realtime/EngineSlot.h"

#include <atomic>
#include <deque>
#include <memory>
#include <random>
#include <thread>

using namespace dequantizer;

namespace
{
std::unique_ptr<StreamingEngine> engineWithHop(int hop)
{
    return std::make_unique<StreamingEngine>(cosineModel(1000.0, 0.125), 1, hop);
}

// The history of one engine. It outlives the engine, so that use after free is detected even without a sanitizer.
// Nothing here is atomic: only the slot orders the accesses of the two threads, and the thread sanitizer reports any
// that it does not order.
struct Record
{
    int timesFreed = 0;
    std::thread::id freedBy;
};

struct RecordedEngine
{
    RecordedEngine(int number, Record& recordToKeep) : serial(number), record(recordToKeep) {}
    RecordedEngine(const RecordedEngine&) = delete;
    RecordedEngine& operator=(const RecordedEngine&) = delete;
    ~RecordedEngine()
    {
        ++record.timesFreed;
        record.freedBy = std::this_thread::get_id();
    }

    const int serial;
    Record& record;
};

// A reference to an engine, as on the audio thread. The record stays readable after the engine is freed.
struct Held
{
    explicit Held(const RecordedEngine* engine)
        : record(engine != nullptr ? &engine->record : nullptr), serial(engine != nullptr ? engine->serial : -1)
    {
    }

    [[nodiscard]] bool isFreed() const { return record != nullptr && record->timesFreed != 0; }

    const Record* record;
    int serial;
};
} // namespace

TEST_CASE("The audio thread sees the newest engine, and the old one waits to be freed", "[realtime]")
{
    EngineSlot slot;
    CHECK(slot.current() == nullptr);
    slot.publish(engineWithHop(1));
    auto* const first = slot.current();
    REQUIRE(first != nullptr);
    CHECK(first->latency() == 21);

    slot.publish(engineWithHop(2));
    slot.publish(engineWithHop(4)); // the previous one was never taken
    auto* const second = slot.current();
    CHECK(second->latency() == 24);
    CHECK(first->latency() == 21); // still valid, for a crossfade

    slot.publish(engineWithHop(5));
    CHECK(slot.current() == second); // until the crossfade ends
    slot.releaseOutgoing();
    auto* const third = slot.current();
    CHECK(third->latency() == 25);

    // `first` has not been freed yet, so `second` must wait for its place, and the next engine for `second`.
    slot.releaseOutgoing();
    slot.publish(engineWithHop(10)); // frees `first`
    CHECK(slot.current() == third);
    slot.releaseOutgoing();
    CHECK(slot.current()->latency() == 30);
    slot.releaseOutgoing(); // no place for `third`: `second` occupies it
    slot.freeRetired();
    slot.releaseOutgoing();
    slot.freeRetired();
    CHECK(slot.current()->latency() == 30);
}

TEST_CASE("Thousands of engines pass between two threads: none is lost, freed twice or used after being freed",
          "[realtime][threads]")
{
    constexpr int count = 8000;
    std::deque<Record> records; // grows without moving existing elements
    std::atomic<int> newestSeen{-1};
    std::atomic<bool> over{false};
    int taken = 0, outOfOrder = 0, usedAfterFree = 0;
    {
        EngineSlot<RecordedEngine> slot;
        std::thread audio(
            [&]
            {
                std::mt19937 generator(31);
                Held current(nullptr), outgoing(nullptr);
                int fadeBlocks = 0;
                const auto playBlock = [&]
                {
                    const Held next(slot.current());
                    if (next.serial != current.serial)
                    {
                        ++taken;
                        outOfOrder += next.serial < current.serial ? 1 : 0;
                        outgoing = current;
                        current = next;
                        fadeBlocks = static_cast<int>(generator() % 4u);
                        newestSeen.store(current.serial, std::memory_order_relaxed);
                    }
                    usedAfterFree += current.isFreed() || outgoing.isFreed() ? 1 : 0;
                    if (fadeBlocks-- <= 0)
                    {
                        outgoing = Held(nullptr);
                        slot.releaseOutgoing();
                    }
                };
                while (!over.load(std::memory_order_relaxed))
                {
                    playBlock();
                    std::this_thread::yield();
                }
            });

        std::mt19937 generator(32);
        for (int serial = 0; serial < count; ++serial)
        {
            slot.publish(std::make_unique<RecordedEngine>(serial, records.emplace_back()));
            // About every fourth one and the last wait until they are taken; the others may be replaced first.
            if (generator() % 4u == 0 || serial == count - 1)
                for (int waits = 1; newestSeen.load(std::memory_order_relaxed) < serial; ++waits)
                {
                    // Not always, so that the audio thread also finds the place occupied.
                    if (waits % 16 == 0)
                        slot.freeRetired();
                    std::this_thread::yield();
                }
        }
        over.store(true, std::memory_order_relaxed);
        audio.join();
    }
    CHECK(newestSeen == count - 1);
    CHECK(taken > count / 5);
    CHECK(outOfOrder == 0);
    CHECK(usedAfterFree == 0);
    int notFreedOnce = 0, freedElsewhere = 0;
    for (const auto& record : records)
    {
        notFreedOnce += record.timesFreed != 1 ? 1 : 0;
        freedElsewhere += record.freedBy != std::this_thread::get_id() ? 1 : 0;
    }
    CHECK(notFreedOnce == 0);
    CHECK(freedElsewhere == 0);
}
