#pragma once

#include "Signal/SoundGrid.h"

#include <atomic>
#include <cstdint>

namespace dequantizer
{

/// The quantisation grid that the audio thread has detected in the input.
struct DetectedGrid
{
    GridState state = GridState::unknown;
    double delta = 0.0;      ///< quantisation step in signal units; 0 unless a grid was found
    double offset = 0.0;     ///< in units of delta, to 1/128
    double confidence = 0.0; ///< 0 .. 1, to 1/255

    friend bool operator==(const DetectedGrid&, const DetectedGrid&) = default;
};

/// Passes the latest DetectedGrid from one thread to any other as one atomic value; neither side waits.
class DetectedGridSlot
{
public:
    /// Audio thread, or any single thread.
    void publish(const SoundGrid& grid) noexcept;

    /// Any thread.
    [[nodiscard]] DetectedGrid latest() const noexcept;

private:
    static_assert(std::atomic<std::uint64_t>::is_always_lock_free);
    std::atomic<std::uint64_t> packed{0};
};

} // namespace dequantizer
