#pragma once

#include "AudioFile/Sound.h"
#include "Companion/Baselines/Baseline.h"
#include "Model/Model.h"
#include "Realtime/MakeFrameSolver.h"
#include "Signal/AuditoryMeasure.h"

#include <string>
#include <vector>

namespace dequantizer
{

/// How far a sound is from the clean one. Decibels are of the sound as a whole, all channels together.
struct ErrorFigures
{
    double squaredError = 0.0;
    double snrDb = 0.0;
    double segmentalSnrDb = 0.0;
    double nmrDb = 0.0; ///< noise-to-mask ratio, see AuditoryMeasure; smaller is better
};

/// What quantising one sound, and restoring it, did to it.
struct FileFigures
{
    std::string file, material;
    int bits = 0;
    double samples = 0.0; ///< compared, over all channels
    double seconds = 0.0; ///< of sound
    ErrorFigures quantised, restored;
    std::vector<ErrorFigures> baselines; ///< in the order of the baselines evaluated
    double processingSeconds = 0.0;      ///< of one thread, by the model
};

/// Limits the sound to its first `seconds`, and to at least one sample.
void shorten(Sound& sound, double seconds);

/// Scales all channels alike, so that the largest sample is 1 or -1. The sound must not be silent.
void normalisePeak(Sound& sound);

/// Quantises the sound as the papers do (mid-rise, `bits` bits, levels beyond the range counted on), restores it with
/// `model` and with the baselines, and compares all with the sound, whose peak should be 1. `wholeFrames` leaves the
/// last, incomplete frame away, as the papers do. The sound must be at the rate of the model and of `auditory`, not
/// silent, and have at least one frame to compare. `file` and `material` stay empty.
[[nodiscard]] FileFigures evaluateSound(const Sound& sound, const Model& model, Arithmetic arithmetic,
                                        const std::vector<Baseline>& baselines, const AuditoryMeasure& auditory,
                                        int bits, bool wholeFrames);

} // namespace dequantizer
