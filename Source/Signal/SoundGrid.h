#pragma once

#include "Signal/GridDetector.h"

#include <cstddef>
#include <vector>

namespace dequantizer
{

/// What is known about the grid of a signal.
struct SoundGrid
{
    GridState state = GridState::unknown;
    Grid grid; ///< valid if the state is `found`
};

/// A GridDetector for each channel, with one answer for all channels. Only the constructor allocates.
class SoundGridDetector
{
public:
    /// `channels` >= 1, `sampleRate` > 0 in Hz.
    SoundGridDetector(int channels, double sampleRate);

    /// Analyses `samples` >= 0 more samples of each channel.
    void process(const float* const* channels, int samples) noexcept;

    /// Clears all state.
    void reset() noexcept;

    /// The number of samples until the answer can change, at least 1.
    [[nodiscard]] int samplesUntilAnswer() const noexcept { return detectors.front().samplesUntilAnswer(); }

    /// Silent channels are ignored. If any other channel is on no grid, the answer is `none`, because the cells of the
    /// other channels would damage its samples. If the channels have different gains, the grid is that of the coarsest
    /// channel.
    [[nodiscard]] SoundGrid found() const noexcept;

private:
    std::vector<GridDetector> detectors;
};

/// Finds the grid of a whole recording that arrives in portions. It is the answer that a detector gives for most of the
/// time, so a fade at one end does not hide it. Allocates.
class GridSurvey
{
public:
    /// `channels` >= 1, `sampleRate` > 0 in Hz.
    GridSurvey(int channels, double sampleRate);

    /// Analyses `samples` more samples of each channel. The size of the portions does not affect the result.
    void process(const float* const* channels, std::size_t samples);

    /// The grid of all samples so far.
    [[nodiscard]] SoundGrid grid() const;

private:
    struct Answer
    {
        SoundGrid found;
        std::size_t samples = 0; // the number of samples with this answer
    };
    static void count(std::vector<Answer>& answers, const SoundGrid& found, std::size_t samples);

    SoundGridDetector detector;
    std::size_t portion;       // the number of samples from one question to the detector to the next
    std::size_t inPortion = 0; // so far
    std::vector<Answer> answers;
    std::vector<const float*> pointers;
};

/// The grid of a whole recording (one vector per channel, all of the same length); see GridSurvey.
[[nodiscard]] SoundGrid findGrid(const std::vector<std::vector<float>>& channels, double sampleRate);

} // namespace dequantizer
