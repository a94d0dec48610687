#pragma once

#include "Signal/Quantiser.h"

#include <cstddef>
#include <optional>
#include <span>

namespace dequantizer
{

/// Evenly spaced levels (k + offset) Delta, k = ..., -1, 0, 1, ..., on which a sound's samples lie.
///
/// How many bits that is depends on a full scale that a gain after quantising has moved: bitsForDelta(delta) counts
/// against [-1, 1] and may be a fraction.
struct Grid
{
    double delta = 0.0;      ///< Delta, signal units
    double offset = 0.0;     ///< in units of Delta, -0.25 .. 0.75: 0 is mid-tread (8 bit files), 0.5 mid-rise
    double confidence = 0.0; ///< 0 .. 1, see fitGrid()
    std::size_t levels = 0;  ///< distinct levels that were seen

    /// The quantiser that makes this grid. Where the cells lie around the levels the samples do not show: they are
    /// taken to be centred.
    [[nodiscard]] Quantiser quantiser() const noexcept { return Quantiser::centred(delta, offset); }
};

/// From this confidence on a grid may be relied upon.
inline constexpr double reliableConfidence = 0.9;

/// The finest Delta that is told from full-resolution sound, about that of 13.5 bits: finer grids leave nothing to
/// restore, and 16 bit sound, amplified by up to 12 dB, is not to be taken for a coarse grid.
inline constexpr double finestGridDelta = 1.73e-4;

/// A level farther than this from the grid, in units of Delta, is not on it. What lies within: float rounding after a
/// gain, and rounding to 16 bits after it.
inline constexpr double gridTolerance = 0.125;

/// Whether `value` lies on `grid`.
[[nodiscard]] bool isOnGrid(const Grid& grid, float value) noexcept;

/// The coarsest grid that all of `levels` (distinct and ascending) lie on; none if there is none as coarse as
/// finestGridDelta, or fewer than two levels. Allocates nothing; time in the order of the number of levels.
///
/// Delta begins as the smallest gap, since sound that crosses a level touches its neighbours, and is fitted by least
/// squares over ever larger gaps, so that its error never adds up to a wrong count of steps.
///
/// A Delta within a hundred-thousandth of a power of two is taken for exactly that.
///
/// The confidence is 1 - p^(levels - 2) (1/4)^s. p is the chance that a level on no grid would come as near to the grid
/// as the farthest of these: its distance over the tolerance, or 1/4 if that is more. s counts the other signs: one if
/// the grid is mid-tread or mid-rise, two if Delta is a power of two. Up to four levels are not relied upon without
/// that last sign, since a test tone has as many.
[[nodiscard]] std::optional<Grid> fitGrid(std::span<const float> levels) noexcept;

} // namespace dequantizer
