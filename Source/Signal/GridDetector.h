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
    unknown, ///< too little was heard
    none,    ///< the samples lie on no grid that is coarser than that of 13.5 bits
    found
};

/// Listens to one channel and finds the grid that its samples were quantised to, whatever gain was applied afterwards.
///
/// Quantised sound takes few distinct values, the same again and again, and a gain changes that no more than it changes
/// their even spacing. So the distinct values are collected and, forty times a second, handed to fitGrid(). Collecting
/// stops at the first two values that are nearer than any grid's, which in full-resolution sound is after some ten
/// samples: listening to it costs next to nothing. Every two seconds the collection begins anew, to follow the sound.
///
/// Digital silence does not count: a run of 64 samples of exact zero, or one at the very beginning, is no sound.
///
/// What is found depends on nothing but the samples, not on how they were divided into calls. Only the constructor
/// allocates; the other functions neither lock nor throw.
class GridDetector
{
public:
    /// `sampleRate` > 0 in Hz.
    explicit GridDetector(double sampleRate);

    /// Listens to more samples. Those that are not finite are passed over.
    void process(std::span<const float> samples) noexcept;

    /// Forgets all sound.
    void reset() noexcept;

    /// How many more samples it takes until the answer may change, at least 1.
    [[nodiscard]] int samplesUntilAnswer() const noexcept { return windowLength - inWindow; }

    [[nodiscard]] GridState state() const noexcept { return verdict; }

    /// The grid; meaningful where the state is `found`. A sound that stays off its grid for half a second loses it.
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

    int inWindow = 0; // samples of the window that have passed
    int windowsInCollection = 0;
    int windowsOffGrid = 0;     // in a row
    bool offGrid = false;       // the collection has values that are too near to each other
    bool soundInWindow = false; // a level was met, known or not
    bool newLevels = false;     // since the last fit
    int zeroRun = 0;
    bool soundBegan = false;
};

} // namespace dequantizer
