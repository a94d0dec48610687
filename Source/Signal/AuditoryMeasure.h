#pragma once

#include "Operator/ComplexTransform.h"
#include "Signal/CriticalBands.h"

#include <span>
#include <vector>

namespace dequantizer
{

/// How audible the error of a signal is: the noise-to-mask ratio of ITU-R BS.1387 (PEAQ), "Total NMR_B", with the ear
/// model of its basic version.
///
/// In each frame and each of up to 109 bands (see CriticalBands), N is the error and M what the clean signal masks:
///
///     NMR = 10 log10 ( mean over frames ( mean over bands of N / M ) )   in dB; smaller is better.
///
/// Below 0 dB the error is mostly masked. Full scale is assumed to play at 92 dB SPL: a sine of amplitude 1. M contains
/// the ear's own noise, so errors below the threshold of hearing count little, and silence masks little.
///
/// N is the power of the difference between the weighted magnitude spectra, as in the recommendation, so that an error
/// of phase alone does not count. Differences from the recommendation: any rate, with frames of 2048 samples at 48 kHz
/// scaled to it, and bands up to half the rate; no search for the beginning and end of the signal, but frames in which
/// both signals are zero throughout are left out; the last frame is filled up with zeros.
///
/// Sources: ITU-R Recommendation BS.1387-1, 2001, annex 2; K. Brandenburg and T. Sporer, "NMR and Masking Flag:
/// evaluation of quality using perceptual criteria", AES 11th conference, 1992.
class AuditoryMeasure
{
public:
    /// The playback level of a sine with amplitude 1 in dB SPL.
    static constexpr double fullScaleLevel = 92.0;

    /// For signals at `sampleRate` >= 1000 Hz.
    explicit AuditoryMeasure(double sampleRate);

    /// The NMR in dB of `estimate`, one vector a channel as in `clean`, all of the same length. Channels count like
    /// further frames. Always finite: below -100 dB without any error, and -120 dB if both signals are silent.
    ///
    /// May be called by several threads at once.
    [[nodiscard]] double noiseToMaskDb(const std::vector<std::vector<float>>& clean,
                                       const std::vector<std::vector<float>>& estimate) const;

private:
    // The state of one channel from frame to frame, and buffers.
    struct Channel;

    [[nodiscard]] bool readFrame(Channel& channel, std::span<const float> clean, std::span<const float> estimate,
                                 std::size_t start) const noexcept;
    [[nodiscard]] double frameRatio(Channel& channel) const;

    int frameLength;
    CriticalBands bands;
    ComplexTransform<double> transform;
    std::vector<double> window;        // with the factor to sound pressure
    std::vector<double> earWeights;    // of a bin's power
    std::vector<double> internalNoise; // of a band
    std::vector<double> decay;         // of a band's excitation, from frame to frame
    std::vector<double> maskOffset;    // mask / excitation of a band
};

} // namespace dequantizer
