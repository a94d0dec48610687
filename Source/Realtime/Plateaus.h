#pragma once

#include <cmath>
#include <cstddef>
#include <span>

namespace dequantizer
{

/// Whether a frame holds plateaus only: it stays on its levels and leaves each by a jump over at least one other, as
/// the square waves of old game consoles do. Quantised audio of any other kind also moves to adjacent levels. `lower`
/// and `upper` are the cells of the samples, `widening` is that of their quantiser.
///
/// Where in its cell such a plateau lies, the samples do not show, and an operator that smooths its edges makes it
/// worse.
[[nodiscard]] inline bool holdsPlateausOnly(std::span<const float> lower, std::span<const float> upper,
                                            float widening) noexcept
{
    constexpr float farthest = 1.25f; // adjacent levels are one cell apart
    constexpr std::size_t minJumps = 2;
    std::size_t jumps = 0;
    for (std::size_t i = 1; i < lower.size(); ++i)
    {
        if (lower[i] == lower[i - 1])
            continue;
        // Twice the distance of the centres, and twice the mean of the widths before widening.
        const float distance = std::abs(lower[i] + upper[i] - lower[i - 1] - upper[i - 1]);
        const float cells = (upper[i] - lower[i] + upper[i - 1] - lower[i - 1]) / widening;
        if (distance <= farthest * cells)
            return false;
        ++jumps;
    }
    return jumps >= minJumps;
}

} // namespace dequantizer
