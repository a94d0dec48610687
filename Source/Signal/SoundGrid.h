#pragma once

#include "Signal/GridDetector.h"

#include <vector>

namespace dequantizer
{

/// What is known about the grid of a sound.
struct SoundGrid
{
    GridState state = GridState::unknown;
    Grid grid; ///< meaningful where the state is `found`
};

/// A GridDetector for each channel, and one answer for all of them. As those, allocates in the constructor alone.
class SoundGridDetector
{
public:
    /// `channels` >= 1, `sampleRate` > 0 in Hz.
    SoundGridDetector(int channels, double sampleRate);

    /// Listens to `samples` >= 0 more samples of each channel.
    void process(const float* const* channels, int samples) noexcept;

    /// Forgets all sound.
    void reset() noexcept;

    /// How many more samples it takes until the answer may change, at least 1.
    [[nodiscard]] int samplesUntilAnswer() const noexcept { return detectors.front().samplesUntilAnswer(); }

    /// Channels that are silent have no say. If one of the others is on no grid, there is none: its samples would be
    /// spoilt by the cells of the others. Where channels were given different gains, the grid is the coarsest
    /// channel's.
    [[nodiscard]] SoundGrid found() const noexcept;

private:
    std::vector<GridDetector> detectors;
};

/// The grid of a whole recording (one vector a channel, all of one length): what a detector that listens to it finds
/// for most of the time, so that a fade at one end does not hide it. Allocates.
[[nodiscard]] SoundGrid findGrid(const std::vector<std::vector<float>>& channels, double sampleRate);

} // namespace dequantizer
