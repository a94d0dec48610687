#include "Realtime/EngineSlot.h"

namespace dequantizer
{

EngineSlot::~EngineSlot()
{
    delete incoming.load();
    delete retired.load();
    delete active;
}

void EngineSlot::publish(std::unique_ptr<StreamingEngine> engine)
{
    freeRetired();
    delete incoming.exchange(engine.release(), std::memory_order_acq_rel);
}

void EngineSlot::freeRetired()
{
    delete retired.exchange(nullptr, std::memory_order_acq_rel);
}

StreamingEngine* EngineSlot::current() noexcept
{
    // While the last engine has not been fetched there is nowhere to put this one: the next block tries again.
    if (retired.load(std::memory_order_acquire) == nullptr)
    {
        if (auto* engine = incoming.exchange(nullptr, std::memory_order_acq_rel))
        {
            retired.store(active, std::memory_order_release);
            active = engine;
        }
    }
    return active;
}

} // namespace dequantizer
