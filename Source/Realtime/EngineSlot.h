#pragma once

#include "Realtime/StreamingEngine.h"

#include <atomic>
#include <memory>

namespace dequantizer
{

/// Hands engines from one preparing thread to one audio thread without either waiting for the other. Engines are made
/// and freed on the preparing thread alone.
class EngineSlot
{
public:
    EngineSlot() = default;
    EngineSlot(const EngineSlot&) = delete;
    EngineSlot& operator=(const EngineSlot&) = delete;

    /// Both threads must have stopped using the slot.
    ~EngineSlot();

    /// Preparing thread: offers an engine (not null) to the audio thread and frees those that it has done with. An
    /// engine that was offered before and not yet taken is dropped.
    void publish(std::unique_ptr<StreamingEngine> engine);

    /// Preparing thread: frees the engine that the audio thread has done with, if there is one.
    void freeRetired();

    /// Audio thread: the engine to use for the next block, the newest that was published; null if there was none yet.
    [[nodiscard]] StreamingEngine* current() noexcept;

private:
    std::atomic<StreamingEngine*> incoming{nullptr};
    std::atomic<StreamingEngine*> retired{nullptr};
    StreamingEngine* active = nullptr; // the audio thread's
};

} // namespace dequantizer
