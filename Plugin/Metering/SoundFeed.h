#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace dequantizer
{

/// A sample before and after restoration.
struct ScopeSample
{
    float input;    ///< at the latency of `restored`
    float restored; ///< within the cell of `input` if the audio is restored at its own rate
    float lower;    ///< the lower bound of that cell
    float upper;    ///< the upper bound

    friend bool operator==(const ScopeSample&, const ScopeSample&) = default;
};

/// In signal units.
[[nodiscard]] inline float cellWidth(const ScopeSample& sample) noexcept
{
    return sample.upper - sample.lower;
}

/// Passes the latest samples from the audio thread to another thread. The audio thread overwrites the oldest samples
/// and never waits; a reader that is too slow is told so.
class SoundFeed
{
public:
    /// The maximum number of samples of latest(): those of several frames of a display at the highest rates.
    static constexpr std::size_t maxView = 16384;

    SoundFeed();

    /// Audio thread: appends 0 <= `samples` <= maxView samples with the bounds of their cells.
    void write(const float* input, const float* restored, const float* lower, const float* upper, int samples) noexcept;

    /// The number of samples written so far.
    [[nodiscard]] std::uint64_t written() const noexcept { return finished.load(std::memory_order_acquire); }

    /// A single reading thread: fills `view` with the last view.size() <= maxView samples written, oldest first.
    /// Returns false, with `view` unspecified, if fewer were written or if some were overwritten during the call.
    [[nodiscard]] bool latest(std::vector<ScopeSample>& view) const noexcept
    {
        std::uint64_t end = 0;
        return latest(view, end);
    }

    /// The same; `end` is the number of samples written up to the last one of `view`.
    [[nodiscard]] bool latest(std::vector<ScopeSample>& view, std::uint64_t& end) const noexcept;

private:
    struct Slot
    {
        std::atomic<float> input{0.0f}, restored{0.0f}, lower{0.0f}, upper{0.0f};
    };
    static_assert(std::atomic<float>::is_always_lock_free && std::atomic<std::uint64_t>::is_always_lock_free);

    std::vector<Slot> slots;                          // sample i is in slot i modulo their number
    std::atomic<std::uint64_t> begun{0}, finished{0}; // samples whose writing has begun, and has finished
};

} // namespace dequantizer
