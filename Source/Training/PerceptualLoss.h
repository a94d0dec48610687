#pragma once

#include "Training/Loss.h"

#include <cstddef>

namespace dequantizer
{

/// The mean squared error behind the weighting filter of CELP speech coders, as Brauer, Zhao, Lorenz & Fingscheidt
/// (ICASSP 2019) train with it:
///
///     W(z) = A(z / 0.94) / A(z / 0.6),
///
/// A the order-16 prediction-error filter of each 20 ms frame of the clean sound. It forgives error where the clean
/// sound is strong and would mask it. The filter starts each frame at rest; the gradient is the adjoint filter, which
/// is the same one run backwards in time. In squared signal units.
class PerceptualLoss final : public Loss
{
public:
    explicit PerceptualLoss(double sampleRate);

    [[nodiscard]] double evaluate(std::span<const double> clean, std::span<const double> restored,
                                  std::span<double> gradient) const override;

private:
    // Samples; what is left at a stretch's end belongs to its last frame.
    std::size_t frameLength;
};

} // namespace dequantizer
