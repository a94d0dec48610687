#pragma once

#include "AudioFile/Sound.h"
#include "Companion/Baselines/Baseline.h"
#include "Model/Model.h"
#include "Realtime/MakeFrameSolver.h"
#include "Restoration/RestorationFigures.h"

#include <string>
#include <vector>

namespace dequantizer
{

/// The errors of one file after quantising and after restoring.
struct FileFigures
{
    std::string file, material, group;
    int bits = 0;
    double samples = 0.0; ///< the number of samples compared, over all channels
    double seconds = 0.0; ///< the duration
    ErrorFigures quantised, restored;
    std::vector<ErrorFigures> baselines; ///< in the order of the evaluated baselines
    double processingSeconds = 0.0;      ///< the time that the model takes on one thread
};

/// Shortens the sound to its first `seconds`, but to no less than one sample.
void shorten(Sound& sound, double seconds);

/// Scales all channels by the same factor, so that the peak is 1. The sound must not be silent.
void normalisePeak(Sound& sound);

/// How many samples of each channel evaluateSound() compares.
[[nodiscard]] std::size_t comparedLength(const Sound& sound, const Model& model, bool wholeFrames) noexcept;

/// Quantises the sound as in the papers (mid-rise, `bits` bits, with levels beyond the range), restores it with `model`
/// and with the baselines, and compares each result with the sound, whose peak should be 1. `wholeFrames` excludes the
/// last, incomplete frame, as in the papers. The sound must have the rate of the model and of `auditory`, and
/// must have samples to compare that are not all silent. `file`, `material` and `group` of the result are empty. A
/// model for another algorithm than Chambolle-Pock restores in float, whatever `arithmetic`.
[[nodiscard]] FileFigures evaluateSound(const Sound& sound, const Model& model, Arithmetic arithmetic,
                                        const std::vector<Baseline>& baselines, const AuditoryMeasures& auditory,
                                        int bits, bool wholeFrames);

} // namespace dequantizer
