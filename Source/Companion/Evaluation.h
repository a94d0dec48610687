#pragma once

#include "AudioFile/Sound.h"
#include "Model/Model.h"

#include <string>

namespace dequantizer
{

/// What quantising one sound, and restoring it, did to it. Decibels are of the file as a whole, all channels together.
struct FileFigures
{
    std::string file;
    double samples = 0.0; ///< compared, over all channels
    double seconds = 0.0; ///< of sound
    double squaredErrorInput = 0.0, squaredError = 0.0;
    double snrInputDb = 0.0, snrDb = 0.0;
    double segmentalSnrInputDb = 0.0, segmentalSnrDb = 0.0;
    double processingSeconds = 0.0; ///< of one thread
};

/// Brings the sound's peak to 1, quantises it as the papers do (mid-rise, `bits` bits, levels beyond the range counted
/// on), restores it with `model` and compares both with the normalised sound. `wholeFrames` leaves the last, incomplete
/// frame away, as the papers do. The sound must be at the model's rate, not silent, and have at least one frame to
/// compare.
[[nodiscard]] FileFigures evaluateSound(Sound sound, const Model& model, int bits, bool wholeFrames);

} // namespace dequantizer
