#pragma once

#include <atomic>
#include <chrono>

namespace dequantizer
{

/// How much of the time that a block lasts goes into its callback, from the audio thread to another.
class CallbackLoad
{
public:
    /// Measures from its making until it goes. Audio thread.
    class Measurement
    {
    public:
        /// `blockSeconds` is what the block lasts; a measurement of one that lasts no time is left out.
        Measurement(CallbackLoad& measured, double blockSeconds) noexcept : load(measured), duration(blockSeconds) {}
        ~Measurement();
        Measurement(const Measurement&) = delete;
        Measurement& operator=(const Measurement&) = delete;

    private:
        CallbackLoad& load;
        const double duration;
        const std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
    };

    /// Audio thread: `seconds` were spent in the callback of a block that lasts `blockSeconds` > 0.
    void add(double seconds, double blockSeconds) noexcept;

    /// Any thread: the share of the time, 1 for all of it; over the last second or so.
    [[nodiscard]] float usual() const noexcept { return average.load(std::memory_order_relaxed); }

    /// Any thread: the largest share of a single block since forgetWorst().
    [[nodiscard]] float worst() const noexcept { return largest.load(std::memory_order_relaxed); }

    /// Any thread.
    void forgetWorst() noexcept { largest.store(0.0f, std::memory_order_relaxed); }

private:
    static_assert(std::atomic<float>::is_always_lock_free);
    std::atomic<float> average{0.0f}, largest{0.0f};
};

} // namespace dequantizer
