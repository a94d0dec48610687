#pragma once

#include "Signal/Grid.h"
#include "Signal/LevelSet.h"

#include <cstddef>
#include <span>

namespace dequantizer
{

/// What is known about the grid of a sound.
enum class GridState
{
    unknown, ///< not enough audio yet
    none,    ///< the samples lie on no grid coarser than that of 13.5 bits
    found
};

/// Finds the grid to which the samples of one channel were quantised, whatever gain was applied afterwards.
///
/// Quantised audio has few distinct values, which recur, and a gain preserves their number and even spacing. The
/// detector collects the distinct values and passes them to fitGrid() forty times a second. It stops collecting at the
/// first two values that are closer than any grid allows. Full-resolution audio reaches that point after about ten
/// samples, so analysing it costs almost nothing. A new collection starts every two seconds, to follow changes.
///
/// Digital silence does not count: exact zeros for 64 samples or more, or at the very start.
///
/// The result depends only on the samples, not on the block sizes. Only the constructor allocates; the other functions
/// neither lock nor throw.
class GridDetector
{
public:
    /// `sampleRate` > 0 in Hz.
    explicit GridDetector(double sampleRate);

    /// Analyses more samples. Skips non-finite ones.
    void process(std::span<const float> samples) noexcept;

    /// Clears all state.
    void reset() noexcept;

    /// The number of samples until the answer can change, at least 1.
    [[nodiscard]] int samplesUntilAnswer() const noexcept { return windowLength - inWindow; }

    [[nodiscard]] GridState state() const noexcept { return verdict; }

    /// The grid; valid if the state is `found`. It is dropped after half a second of audio off the grid.
    [[nodiscard]] const Grid& grid() const noexcept { return current; }

private:
    void listen(float sample) noexcept;
    void collect(float level) noexcept;
    void closeWindow() noexcept;
    void judge() noexcept;
    void beginCollection() noexcept;

    const int windowLength;
    LevelSet levels;
    GridState verdict = GridState::unknown;
    Grid current;

    int inWindow = 0; // the number of samples so far in the window
    int windowsInCollection = 0;
    int windowsOffGrid = 0;     // consecutive
    bool offGrid = false;       // the collection has values too close to each other
    bool soundInWindow = false; // the window has a level, known or new
    bool newLevels = false;     // since the last fit
    int zeroRun = 0;
    bool soundBegan = false;
};

} // namespace dequantizer
