#include "Catch.h"
#include "Model/CosineModel.h"
#include "Realtime/EngineSlot.h"

using namespace dequantizer;

namespace
{
std::unique_ptr<StreamingEngine> engineWithHop(int hop)
{
    return std::make_unique<StreamingEngine>(cosineModel(1000.0, 0.125), 1, hop);
}
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
    slot.publish(engineWithHop(4)); // the one before was never taken
    auto* const second = slot.current();
    CHECK(second->latency() == 24);
    CHECK(first->latency() == 21); // still there, for a crossfade

    slot.publish(engineWithHop(5));
    CHECK(slot.current() == second); // until the crossfade is over
    slot.releaseOutgoing();
    auto* const third = slot.current();
    CHECK(third->latency() == 25);

    // `first` has not been freed yet: `second` has to wait for its place, and the next engine for `second`.
    slot.releaseOutgoing();
    slot.publish(engineWithHop(10)); // frees `first`
    CHECK(slot.current() == third);
    slot.releaseOutgoing();
    CHECK(slot.current()->latency() == 30);
    slot.releaseOutgoing(); // nowhere to put `third`: `second` is there
    slot.freeRetired();
    slot.releaseOutgoing();
    slot.freeRetired();
    CHECK(slot.current()->latency() == 30);
}
