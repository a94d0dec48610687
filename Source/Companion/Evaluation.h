#pragma once

#include "AudioFile/Sound.h"
#include "Model/Model.h"

#include <string>

namespace dequantizer
{

/// The figures of one file before and after restoration. Values in dB cover the whole file, all channels together.
struct FileFigures
{
    std::string file;
    double samples = 0.0; ///< the number of samples compared, over all channels
    double seconds = 0.0; ///< the duration of the audio
    double squaredErrorInput = 0.0, squaredError = 0.0;
    double snrInputDb = 0.0, snrDb = 0.0;
    double segmentalSnrInputDb = 0.0, segmentalSnrDb = 0.0;
    double processingSeconds = 0.0; ///< the time for the restoration on one thread
};

/// Normalises the peak of the sound to 1, quantises it as in the papers (mid-rise, `bits` bits, with further levels
/// beyond the range), restores it with `model` and compares both signals with the normalised one. `wholeFrames` omits
/// the last, incomplete frame, as in the papers. The sound must be at the rate of the model, not silent, and with
/// `wholeFrames` at least one frame long.
[[nodiscard]] FileFigures evaluateSound(Sound sound, const Model& model, int bits, bool wholeFrames);

} // namespace dequantizer
