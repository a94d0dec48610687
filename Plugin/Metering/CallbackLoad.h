#pragma once

#include <atomic>
#include <chrono>

namespace dequantizer
{

/// Measures the share of a block's duration that its callback takes, and passes it from the audio thread to any other.
///
/// juce::AudioProcessLoadMeasurer does not fit: it keeps no maximum, clips the load at 100 %, and averages over a
/// number of blocks, so the figure depends on the block length.
class CallbackLoad
{
public:
    /// Times one callback, from construction to destruction. Audio thread.
    class Measurement
    {
    public:
        /// `blockSeconds` is the block's duration; an empty block is not counted.
        Measurement(CallbackLoad& measured, double blockSeconds) noexcept : load(measured), duration(blockSeconds) {}
        ~Measurement();
        Measurement(const Measurement&) = delete;
        Measurement& operator=(const Measurement&) = delete;

    private:
        CallbackLoad& load;
        const double duration;
        const std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
    };

    /// Audio thread: adds a callback of `seconds` for a block of `blockSeconds` > 0.
    void add(double seconds, double blockSeconds) noexcept;

    /// Any thread: the average load with a time constant of one second; 1 means the whole duration.
    [[nodiscard]] float average() const noexcept { return averageLoad.load(std::memory_order_relaxed); }

    /// Any thread: the largest load of a single block since resetWorst().
    [[nodiscard]] float worst() const noexcept { return worstLoad.load(std::memory_order_relaxed); }

    /// Any thread.
    void resetWorst() noexcept { worstLoad.store(0.0f, std::memory_order_relaxed); }

private:
    static_assert(std::atomic<float>::is_always_lock_free);
    std::atomic<float> averageLoad{0.0f}, worstLoad{0.0f};
};

} // namespace dequantizer
