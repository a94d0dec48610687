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

/// The geometry of segments at `sampleRate` (Hz). The frame length is that of the trained model at this rate, see
/// modelAtRate(), and the hop is `trainingHop` scaled likewise. For a dense operator, it does not depend on the rate.
[[nodiscard]] FrameGeometry frameGeometry(const TrainingSettings& settings, double sampleRate) noexcept;

} // namespace dequantizer
