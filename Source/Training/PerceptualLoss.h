#pragma once

#include "Training/Loss.h"

#include <cstddef>

namespace dequantizer
{

/// The mean squared error after the weighting filter of CELP speech coders, as in the training of Brauer, Zhao, Lorenz
/// & Fingscheidt (ICASSP 2019):
///
///     W(z) = A(z / 0.94) / A(z / 0.6),
///
/// where A is the order-16 prediction-error filter of each 20 ms frame of the clean signal. It gives less weight to
/// errors at frequencies where the clean signal is strong and masks them. The filter state is zero at the start of each
/// frame. The gradient uses the adjoint, the same filter run backwards in time. The loss is in squared signal units.
class PerceptualLoss final : public Loss
{
public:
    explicit PerceptualLoss(double sampleRate);

    [[nodiscard]] double evaluate(std::span<const double> clean, std::span<const double> restored,
                                  std::span<double> gradient) const override;

private:
    // In samples; the remainder at the end of a section belongs to its last frame.
    std::size_t frameLength;
};

} // namespace dequantizer
