#pragma once

#include <cstddef>
#include <span>

namespace dequantizer
{

/// Whether a frame holds plateaus only: it stays on its levels and leaves each by a jump over at least one other, as
/// the square waves of old game consoles do. Quantised audio of any other kind also moves to adjacent levels. `lower`
/// and `upper` are the cells of the samples.
///
/// Where in its cell such a plateau lies, the samples do not show, and an operator that smooths its edges makes it
/// worse.
[[nodiscard]] inline bool holdsPlateausOnly(std::span<const float> lower, std::span<const float> upper) noexcept
{
    constexpr float share = 0.25f; // the smallest gap between cells that are not adjacent, in cells
    constexpr std::size_t minJumps = 2;
    std::size_t jumps = 0;
    for (std::size_t i = 1; i < lower.size(); ++i)
    {
        if (lower[i] == lower[i - 1])
            continue;
        const float least = share * (upper[i] - lower[i]);
        const bool isJump = lower[i] - upper[i - 1] > least || lower[i - 1] - upper[i] > least;
        if (!isJump)
            return false;
        ++jumps;
    }
    return jumps >= minJumps;
}

} // namespace dequantizer
