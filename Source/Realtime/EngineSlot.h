#pragma once

#include "Realtime/StreamingEngine.h"

#include <atomic>
#include <memory>

namespace dequantizer
{

/// Hands engines from one preparing thread to one audio thread without either waiting for the other. Engines are made
/// and freed on the preparing thread alone. `Engine` may be a StreamingEngine with whatever must change hands together
/// with it.
template <typename Engine = StreamingEngine>
class EngineSlot
{
public:
    EngineSlot() = default;
    EngineSlot(const EngineSlot&) = delete;
    EngineSlot& operator=(const EngineSlot&) = delete;

    /// Both threads must have stopped using the slot.
    ~EngineSlot()
    {
        delete incoming.load();
        delete retired.load();
        delete outgoing;
        delete active;
    }

    /// Preparing thread: offers an engine (not null) to the audio thread and frees those that it has done with. An
    /// engine that was offered before and not yet taken is dropped.
    void publish(std::unique_ptr<Engine> engine)
    {
        freeRetired();
        delete incoming.exchange(engine.release(), std::memory_order_acq_rel);
    }

    /// Preparing thread: frees the engine that the audio thread has done with, if there is one.
    void freeRetired() { delete retired.exchange(nullptr, std::memory_order_acq_rel); }

    /// Audio thread: the engine to use for the next block, the newest that was published; null if there was none yet.
    /// The one before stays alive until releaseOutgoing(), so that the two can be crossfaded; until then no newer one
    /// is taken.
    [[nodiscard]] Engine* current() noexcept
    {
        if (outgoing == nullptr)
        {
            if (auto* engine = incoming.exchange(nullptr, std::memory_order_acq_rel))
            {
                outgoing = active;
                active = engine;
            }
        }
        return active;
    }

    /// Audio thread: the engine before the current one is no longer in use, and may be freed.
    void releaseOutgoing() noexcept
    {
        // While the last one has not been fetched there is nowhere to put this one: the next block tries again.
        if (outgoing != nullptr && retired.load(std::memory_order_acquire) == nullptr)
        {
            retired.store(outgoing, std::memory_order_release);
            outgoing = nullptr;
        }
    }

private:
    std::atomic<Engine*> incoming{nullptr};
    std::atomic<Engine*> retired{nullptr};
    Engine* active = nullptr;   // the audio thread's
    Engine* outgoing = nullptr; // likewise
};

} // namespace dequantizer
