#pragma once

#include "Signal/Quantiser.h"

#include <cstddef>
#include <optional>
#include <span>

namespace dequantizer
{

/// Evenly spaced levels (k + offset) Delta, k = ..., -1, 0, 1, ..., that contain the samples of a signal.
///
/// The grid alone does not give the number of bits, because a gain after quantising changes the full scale.
/// bitsForDelta(delta) counts bits relative to [-1, 1] and may return a fraction.
struct Grid
{
    double delta = 0.0;      ///< Delta, signal units
    double offset = 0.0;     ///< in units of Delta, -0.25 .. 0.75: 0 is mid-tread (8 bit files), 0.5 mid-rise
    double confidence = 0.0; ///< 0 .. 1, see fitGrid()
    std::size_t levels = 0;  ///< the number of distinct levels in the signal

    /// The quantiser with this grid. The samples do not show where the cells lie around the levels, so the cells are
    /// assumed to be centred.
    [[nodiscard]] Quantiser quantiser() const noexcept { return Quantiser::centred(delta, offset); }
};

/// The minimum confidence of a reliable grid.
inline constexpr double reliableConfidence = 0.9;

/// The finest Delta that can be told from full-resolution audio, about that of 13.5 bits. A finer grid leaves nothing
/// to restore, and 16-bit audio amplified by up to 12 dB must not count as a coarse grid.
inline constexpr double finestGridDelta = 1.73e-4;

/// The maximum distance of a level from the grid, in units of Delta. It allows for float rounding after a gain, and for
/// rounding to 16 bits after that.
inline constexpr double gridTolerance = 0.125;

/// Up to this many levels are never reliable, since a test tone or the music of an old game console has as many, on a
/// finer grid.
inline constexpr std::size_t fewLevels = 4;

/// The distance of `value` from the nearest level of `grid`, in units of Delta, 0 .. 0.5.
[[nodiscard]] double distanceToGrid(const Grid& grid, float value) noexcept;

/// Whether `value` lies on `grid`.
[[nodiscard]] bool isOnGrid(const Grid& grid, float value) noexcept;

/// Finds the coarsest grid that contains all of `levels` (distinct and ascending). Returns nothing if there is none at
/// least as coarse as finestGridDelta, or if there are fewer than two levels. Does not allocate; time is linear in the
/// number of levels.
///
/// Delta starts as the smallest gap, since audio that crosses a level usually takes the adjacent one too. It is then
/// fitted by least squares over increasing gaps, so that its error never adds up to a wrong step count.
///
/// A Delta within a relative 1e-5 of a power of two is set to that power.
///
/// The confidence is 1 - p^(levels - 2) (1/4)^s. p is the probability that a level on no grid is as close to the grid
/// as the farthest of `levels`: its distance divided by the tolerance, or 1/4 if that is larger. s counts other signs:
/// one if the grid is mid-tread or mid-rise, two if Delta is a power of two. Up to fewLevels levels are never reliable.
[[nodiscard]] std::optional<Grid> fitGrid(std::span<const float> levels) noexcept;

} // namespace dequantizer
