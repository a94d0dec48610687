#pragma once

#include "Plugin/Metering/SoundFeed.h"

#include <cstddef>
#include <span>

namespace dequantizer
{

/// The section of a signal that a scope shows.
struct ScopeWindow
{
    std::size_t start = 0, count = 0; ///< samples
    float bottom = -1.0f, top = 1.0f; ///< signal levels at the edges of the picture
    bool isSilent = true;             ///< whether there is nothing to draw
};

/// The maximum number of cells in the vertical range; more would be too thin to see.
inline constexpr float maxCellsShown = 32.0f;

/// Selects `count` samples with the highest restored peak in the middle, so that successive pictures resemble each
/// other. The vertical range covers the samples, or the top maxCellsShown cells below the peak. The window is silent
/// unless there are at least `count` >= 1 samples.
[[nodiscard]] ScopeWindow chooseScopeWindow(std::span<const ScopeSample> samples, std::size_t count);

} // namespace dequantizer
