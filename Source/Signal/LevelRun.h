#pragma once

#include "Signal/Grid.h"
#include "Signal/LevelSet.h"

#include <optional>
#include <span>

namespace dequantizer
{

/// The levels of a short portion of one channel. Exact zeros do not count, since silence has them on any grid. Only
/// the constructor allocates.
class PortionLevels
{
public:
    PortionLevels();

    void clear() noexcept;

    /// Adds finite samples.
    void process(std::span<const float> samples) noexcept;

    /// Whether no grid contains the samples so far.
    [[nodiscard]] bool isOffGrid() const noexcept;

    /// The grid of the samples so far, if there is one.
    [[nodiscard]] std::optional<Grid> grid() const noexcept;

    [[nodiscard]] std::span<const float> values() const noexcept { return levels.values(); }

private:
    LevelSet levels;
};

/// The levels of one channel while its grid stays the same. Only the constructor allocates.
class LevelRun
{
public:
    LevelRun();

    void clear() noexcept;

    /// Adds the levels of a portion that is not off the grid and returns true, or changes nothing and returns false if
    /// they must come from another grid:
    ///
    /// - One grid contains both, but is finer than that of the levels so far, and these are too many to be on a coarser
    ///   one by chance. (A gain of 1/2 gives such a grid.)
    /// - The other way round, the levels of the portion are on a coarser grid.
    /// - No grid contains both.
    bool add(const PortionLevels& portion) noexcept;

    /// The grid of the levels so far, if there are at least two.
    [[nodiscard]] const std::optional<Grid>& grid() const noexcept { return current; }

private:
    bool join(std::span<const float> values) noexcept;

    LevelSet levels, both;
    std::optional<Grid> current;
};

} // namespace dequantizer
