#pragma once

#include "Training/TrainingSettings.h"

namespace dequantizer
{

/// How the segments of a training run are cut into frames, in samples at one rate.
struct FrameGeometry
{
    int frameLength; ///< n
    int hop;         ///< between the starts of successive frames of a segment, 1 .. n
};

/// The geometry of segments at `sampleRate` (Hz): the frame that the learned model will have at that rate, see
/// modelAtRate(), and `trainingHop` as the same fraction of it. A dense operator belongs to the rate of the settings.
[[nodiscard]] FrameGeometry frameGeometry(const TrainingSettings& settings, double sampleRate) noexcept;

} // namespace dequantizer
