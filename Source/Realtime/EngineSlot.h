#pragma once

#include "Realtime/StreamingEngine.h"

#include <atomic>
#include <memory>

namespace dequantizer
{

/// Passes engines from one preparing thread to one audio thread; neither waits for the other. Engines are created and
/// freed on the preparing thread only. `Engine` may be a StreamingEngine together with any state that must be replaced
/// at the same time.
template <typename Engine = StreamingEngine>
class EngineSlot
{
public:
    EngineSlot() = default;
    EngineSlot(const EngineSlot&) = delete;
    EngineSlot& operator=(const EngineSlot&) = delete;

    /// Call only when neither thread uses the slot any more.
    ~EngineSlot()
    {
        delete incoming.load();
        delete retired.load();
        delete outgoing;
        delete active;
    }

    /// Preparing thread: offers an engine (not null) to the audio thread and frees the engine that the audio thread has
    /// released. Replaces an earlier offer that was not taken.
    void publish(std::unique_ptr<Engine> engine)
    {
        freeRetired();
        delete incoming.exchange(engine.release(), std::memory_order_acq_rel);
    }

    /// Preparing thread: frees the engine that the audio thread has released, if any.
    void freeRetired() { delete retired.exchange(nullptr, std::memory_order_acq_rel); }

    /// Audio thread: the engine for the next block, which is the latest one published, or null if there is none yet.
    /// The previous engine stays alive until releaseOutgoing(), so that the two can be crossfaded. Until then no newer
    /// engine is taken.
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

    /// Audio thread: releases the previous engine, so that it can be freed.
    void releaseOutgoing() noexcept
    {
        // If the engine released last has not been freed yet, the slot is occupied; try again with the next block.
        if (outgoing != nullptr && retired.load(std::memory_order_acquire) == nullptr)
        {
            retired.store(outgoing, std::memory_order_release);
            outgoing = nullptr;
        }
    }

private:
    std::atomic<Engine*> incoming{nullptr};
    std::atomic<Engine*> retired{nullptr};
    Engine* active = nullptr;   // used by the audio thread only
    Engine* outgoing = nullptr; // used by the audio thread only
};

} // namespace dequantizer
