#pragma once

#include "Signal/LevelRun.h"
#include "Signal/SoundGrid.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dequantizer
{

/// A passage of a sound with one grid, or none.
struct GridPassage
{
    std::uint64_t begin = 0, end = 0; ///< samples per channel; the end is exclusive
    SoundGrid found;                  ///< of the coarsest channel; `none` if any channel is on no grid
};

/// Divides a sound into passages with a grid each, as after a change of gain or in a montage. The sound arrives in
/// portions, whose size does not affect the result. Memory does not depend on the length, except for the result.
///
/// The sound is looked at in steps of 50 ms, which is the accuracy of the boundaries. Silence belongs to the passage
/// before it. What lies between two passages for less than 0.3 s is divided between them.
class PassageSurvey
{
public:
    /// `channels` >= 1, `sampleRate` > 0 in Hz.
    PassageSurvey(int channels, double sampleRate);

    /// Analyses `samples` more finite samples of each channel.
    void process(const float* const* channels, std::size_t samples);

    /// The passages of all samples so far, in order and without gaps. A passage whose grid is not reliable, see
    /// reliableConfidence, is `unknown`. A sound with more than 1000 passages has no more after that.
    [[nodiscard]] std::vector<GridPassage> passages() const;

    /// Whether all samples so far may lie on one grid.
    [[nodiscard]] bool isOneGrid() const noexcept { return closed.empty() && state != GridState::none; }

private:
    void closePortion();
    void begin(GridState state);
    bool addPortionToRuns() noexcept;
    [[nodiscard]] GridState stateOfPortion() const noexcept;
    [[nodiscard]] GridPassage currentPassage() const;

    std::size_t portion; // samples
    std::size_t inPortion = 0;
    std::uint64_t shortest; // samples
    std::uint64_t length = 0;
    std::vector<PortionLevels> portions; // of the channels
    std::vector<LevelRun> runs;          // likewise
    GridState state = GridState::unknown;
    std::uint64_t beginOfCurrent = 0;
    std::vector<GridPassage> closed;
};

/// The passages that have a reliable grid.
[[nodiscard]] std::size_t passagesOnGrid(const std::vector<GridPassage>& passages) noexcept;

} // namespace dequantizer
