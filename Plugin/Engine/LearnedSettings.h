#pragma once

#include "Signal/CompandedLevels.h"
#include "Signal/NoiseFloor.h"
#include "Signal/SoundGrid.h"

#include <optional>
#include <string>
#include <vector>

namespace dequantizer
{

/// The settings that fit a sound.
struct LearnedSettings
{
    /// Empty if the sound does not tell; then the other members mean nothing.
    std::optional<double> bits;

    /// Whether the bit depth has to follow the grid: the parameter alone stands for mid-rise levels and hundredths of a
    /// bit.
    bool followsGrid = false;

    /// In percent; empty if the sound does not tell.
    std::optional<int> strength;

    /// What was learned, or why nothing was, in one short sentence.
    std::string text;
};

/// Learns the settings from a sound that arrives in portions. Allocates.
class SettingsLearner
{
public:
    /// `channels` >= 1, `sampleRate` > 0 in Hz.
    SettingsLearner(int channels, double sampleRate);

    /// Analyses `samples` more samples of each channel. Those that are not finite count as 0.
    void process(const std::vector<std::vector<float>>& channels);

    /// What the sound so far tells.
    [[nodiscard]] LearnedSettings learned() const;

private:
    [[nodiscard]] std::optional<double> noiseFloor(double delta) const;

    GridSurvey grid;
    CompandingSurvey companding;
    std::vector<NoiseFloor> floors; // of the channels
};

} // namespace dequantizer
