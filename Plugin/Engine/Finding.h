#pragma once

#include "Model/ShippedModels.h"
#include "Signal/SoundGrid.h"

#include <atomic>
#include <cstdint>

namespace dequantizer
{

/// What the audio thread has found out about the sound, for people.
struct Finding
{
    GridState state = GridState::unknown;
    double delta = 0.0;                    ///< the quantisation step in signal units, if a grid was found
    double offset = 0.0;                   ///< in units of delta, to 1/128
    double confidence = 0.0;               ///< to 1/255
    QuantisedAt at = QuantisedAt::ownRate; ///< the rate that it is restored at

    friend bool operator==(const Finding&, const Finding&) = default;
};

/// Hands the newest finding from the audio thread to any other, all of it at once, without either waiting.
class FindingSlot
{
public:
    /// Audio thread.
    void publish(const SoundGrid& found, QuantisedAt at) noexcept;

    /// Any thread.
    [[nodiscard]] Finding newest() const noexcept;

private:
    static_assert(std::atomic<std::uint64_t>::is_always_lock_free);
    std::atomic<std::uint64_t> packed{0};
};

} // namespace dequantizer
