#pragma once

#include "Plugin/Metering/SoundFeed.h"

#include <cstddef>
#include <span>

namespace dequantizer
{

/// The part of a sound that a scope shows.
struct ScopeWindow
{
    std::size_t start = 0, count = 0; ///< samples
    float lowest = -1.0f, highest = 1.0f;
    bool isSilent = true; ///< whether there is nothing to see
};

/// The most cells that are shown one above the other: more would be too thin to be seen.
inline constexpr float mostCellsShown = 32.0f;

/// `count` samples with the highest peak of the restored sound in their middle, so that one picture resembles the next;
/// all of their range, or as much of it below that peak as mostCellsShown cells take. `sound` holds at least `count`
/// samples, 1 or more; else nothing is shown.
[[nodiscard]] ScopeWindow chooseScopeWindow(std::span<const SeenSample> sound, std::size_t count);

} // namespace dequantizer
