#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace dequantizer
{

/// One sample as it is restored, for people to look at.
struct SeenSample
{
    float input;    ///< at the latency of `restored`
    float restored; ///< in the cell of `input`, where it is restored at its own rate
    float lower;    ///< the lower bound of that cell
    float upper;    ///< the upper bound

    friend bool operator==(const SeenSample&, const SeenSample&) = default;
};

/// In signal units.
[[nodiscard]] inline float cellWidth(const SeenSample& sample) noexcept
{
    return sample.upper - sample.lower;
}

/// Hands the newest samples from the audio thread to another. The audio thread overwrites the oldest ones and never
/// waits; a reader that was too slow for it is told so.
class SoundFeed
{
public:
    /// The most samples that newest() gives.
    static constexpr std::size_t longestView = 8192;

    SoundFeed();

    /// Audio thread: 0 <= `samples` <= longestView more samples, with the bounds of their cells.
    void write(const float* input, const float* restored, const float* lower, const float* upper, int samples) noexcept;

    /// How many samples were written since the beginning.
    [[nodiscard]] std::uint64_t written() const noexcept { return finished.load(std::memory_order_acquire); }

    /// One reading thread: the last of the samples written, oldest first; `view.size()` of them, at most longestView.
    /// False, and `view` is of no use, if there are not as many yet or if they were overwritten meanwhile.
    [[nodiscard]] bool newest(std::vector<SeenSample>& view) const noexcept;

private:
    struct Slot
    {
        std::atomic<float> input{0.0f}, restored{0.0f}, lower{0.0f}, upper{0.0f};
    };
    static_assert(std::atomic<float>::is_always_lock_free && std::atomic<std::uint64_t>::is_always_lock_free);

    std::vector<Slot> slots;                          // sample i stands at i modulo their number
    std::atomic<std::uint64_t> begun{0}, finished{0}; // samples that may have been, and that have been written
};

} // namespace dequantizer
