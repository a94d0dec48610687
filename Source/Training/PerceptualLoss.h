#pragma once

#include "Training/Loss.h"

namespace dequantizer
{

/// The mean squared error behind the weighting filter of CELP speech coders, as Brauer, Zhao, Lorenz & Fingscheidt (ICASSP
/// 2019) train with it:
///
///     W(z) = A(z / 0.94) / A(z / 0.6),
///
/// A the order-16 prediction-error filter of the clean frame. It forgives error where the clean sound is strong and would
/// mask it. The filter starts each frame at rest; the gradient is the adjoint filter, which is the same one run backwards in
/// time. In squared signal units.
class PerceptualLoss final : public Loss
{
public:
    [[nodiscard]] double evaluate(std::span<const double> clean, std::span<const double> restored,
                                  std::span<double> gradient) const override;
};

} // namespace dequantizer
