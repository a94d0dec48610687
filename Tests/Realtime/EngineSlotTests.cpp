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

    // `first` has not been freed yet: the next engine has to wait.
    slot.publish(engineWithHop(5)); // frees it
    CHECK(slot.current()->latency() == 25);
    slot.freeRetired();
    CHECK(slot.current()->latency() == 25);
}
