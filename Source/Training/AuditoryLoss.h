#pragma once

#include "Training/Loss.h"
#include "Training/PerceptualLoss.h"

#include <cstddef>
#include <vector>

namespace dequantizer
{

/// How much louder or softer the restored sound is than the clean one, in each critical band and at each moment, in the way of
/// the perceptual model of ITU-T P.862 (J. G. Beerends, A. P. Hekstra, A. W. Rix & M. P. Hollier, "Perceptual evaluation of
/// speech quality (PESQ), part II: psychoacoustic model", J. Audio Eng. Soc. 50, 2002), made differentiable (J. M.
/// Martin-Donas et al., "A deep learning loss function based on the perceptual evaluation of the speech quality", IEEE Signal
/// Process. Lett. 25, 2018), plus a share of the PerceptualLoss, which keeps the waveform itself close:
///
///     loss = mean over windows (0.1 d + 0.0309 a) + 0.02 ln(1 + weighted error / 1e-6).
///
/// d is the symmetric and a the asymmetric disturbance of a 32 ms Hann window: differences of the loudness (Zwicker's law) of
/// half-Bark bands beyond the quarter of the softer one that masking hides; a counts only what was added, and more so the less
/// there was to cover it. Levels are set for speech that peaks at full scale, taken to be heard at 79 dB SPL.
/// Bands follow Traunmueller's formula for the Bark scale and thresholds Terhardt's for hearing in quiet.
///
/// A stretch shorter than a window is judged by the weighted error alone.
class AuditoryLoss final : public Loss
{
public:
    explicit AuditoryLoss(double sampleRate);

    [[nodiscard]] double evaluate(std::span<const double> clean, std::span<const double> restored,
                                  std::span<double> gradient) const override;

private:
    class Spectrum;
    struct Bands;

    double disturbance(const Bands& clean, const Bands& restored, std::vector<double>& derivative) const;

    PerceptualLoss weightedError;
    std::size_t windowLength, hop;
    std::vector<double> window;
    std::vector<int> bandOfBin;     // of each bin up to half the rate; -1 for none
    std::vector<double> threshold;  // of each band, in quiet: power relative to 0 dB SPL
    double powerScale = 1.0;        // from a bin's squared magnitude to power relative to 0 dB SPL
};

} // namespace dequantizer
