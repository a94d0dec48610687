#pragma once

#include "AudioFile/Sound.h"
#include "Model/Model.h"
#include "Realtime/MakeFrameSolver.h"
#include "Signal/AuditoryMeasure.h"
#include "Signal/LoudnessDifference.h"
#include "Signal/Quantiser.h"

#include <functional>

namespace dequantizer
{

/// The error of a signal relative to the clean one. Values in dB are over the whole signal, all channels together.
struct ErrorFigures
{
    double squaredError = 0.0;
    double snrDb = 0.0;
    double segmentalSnrDb = 0.0;
    double nmrDb = 0.0;              ///< noise-to-mask ratio, see AuditoryMeasure; lower is better
    double loudnessDifference = 0.0; ///< points of PESQ's scale, see LoudnessDifference; lower is better
};

/// What tells how audible an error is, for signals at one sample rate. May be used by several threads at once.
struct AuditoryMeasures
{
    /// `sampleRate` >= 1000 Hz.
    explicit AuditoryMeasures(double sampleRate) : noiseToMask(sampleRate), loudness(sampleRate) {}

    AuditoryMeasure noiseToMask;
    LoudnessDifference loudness;
};

/// The figures of `other` relative to `clean`, with the same shape.
[[nodiscard]] ErrorFigures errorFigures(const Channels& clean, const Channels& other, const AuditoryMeasures& auditory);

/// A clean sound that was quantised and restored.
struct MeasuredRestoration
{
    Channels quantisedSound;
    ErrorFigures quantised, restored;
    double processingSeconds = 0.0; ///< the time that the model takes on one thread
};

/// Quantises `clean`, which must have the rate of the model and of `auditory`, restores it with `model`, and compares
/// both with it.
[[nodiscard]] MeasuredRestoration measureRestoration(const Channels& clean, const Quantiser& quantiser,
                                                     const Model& model, Arithmetic arithmetic,
                                                     const AuditoryMeasures& auditory);

/// The same with any method: `restore` is given the quantised sound.
[[nodiscard]] MeasuredRestoration measureRestoration(const Channels& clean, const Quantiser& quantiser,
                                                     const std::function<Channels(const Channels&)>& restore,
                                                     const AuditoryMeasures& auditory);

} // namespace dequantizer
