#pragma once

#include "Operator/ComplexTransform.h"
#include "Signal/CriticalBands.h"
#include <cstddef>
#include <span>
#include <vector>

namespace dequantizer
{

/// How much the loudness of a sound in the critical bands differs from that of the clean sound: the disturbance of
/// PESQ, which is differentiable almost everywhere.
///
/// In frames of 32 ms, at most half a frame apart, with a Hann window, B_j and B'_j are the powers of the clean and the
/// restored sound in bands of 1/4 Bark (CriticalBands), and T_j is the threshold of hearing. B' is first scaled to the
/// power of B, by up to a factor of 5. With Zwicker's law of loudness
///
///     S = c T^0.23 ((1/2 + B / (2 T))^0.23 - 1)          d = max(0, |S' - S| - min(S', S) / 4)
///
/// a frame's disturbances are Ds, the Euclidean norm of d over the bands, and Da, the sum of d h. The asymmetry h =
/// ((B' + 50) / (B + 50))^1.2, at most 12, and 0 below 3, counts what was added, because it is heard more easily than
/// what is missing. Passages of up to 20 frames take the power mean of each with the exponent 6, since the worst
/// moments decide. The result is the mean of 0.1 Ds + 0.0309 Da over the passages, in points of PESQ's raw score. Phase
/// does not count.
///
/// Sources: ITU-T Recommendations P.862 (2001) and P.862.2; J. M. Martín-Doñas, A. M. Gomez, J. A. Gonzalez and A. M.
/// Peinado, "A deep learning loss function based on the perceptual evaluation of the speech quality", IEEE Signal
/// Processing Letters 25 (2018). The alignment of time and level, the equalisation of the two sounds, and the norm over
/// the passages are left out.
class LoudnessDifference
{
public:
    /// The level of a sine with amplitude 1 in PESQ's units, in dB. Speech with its peak at full scale then has about
    /// the level to which PESQ scales all speech.
    static constexpr double fullScaleLevel = 109.0;

    /// A difference that is hardly noticed, in points of PESQ's score.
    static constexpr double inaudible = 0.2;

    /// For signals at `sampleRate` >= 1000 Hz.
    explicit LoudnessDifference(double sampleRate);

    /// The difference between two sections of audio of the same length >= 1, >= 0 and finite. `gradient`, of this
    /// length too or empty, receives the derivatives with respect to `restored`. Safe to call from several threads at
    /// once.
    [[nodiscard]] double evaluate(std::span<const double> clean, std::span<const double> restored,
                                  std::span<double> gradient = {}) const;

    /// The mean over the channels, one vector each, of signals of the same shape; 0 without samples.
    [[nodiscard]] double evaluate(const std::vector<std::vector<float>>& clean,
                                  const std::vector<std::vector<float>>& restored) const;

private:
    struct Frame;

    // Of a frame, or weights of both.
    struct Disturbance
    {
        double symmetric, added;
    };

    void transformFrame(std::span<const double> signal, std::size_t start, Frame& frame) const;
    [[nodiscard]] double audiblePower(const Frame& frame) const;
    [[nodiscard]] Disturbance disturbance(const Frame& clean, Frame& restored) const;
    void addGradient(Frame& restored, std::size_t start, const Disturbance& weights, std::span<double> gradient) const;

    int frameLength;
    CriticalBands bands;
    ComplexTransform<double> transform;
    std::vector<double> window;    // with the factor to sound pressure
    std::vector<double> threshold; // of hearing, of a band
};

} // namespace dequantizer
