#pragma once

#include "Training/Loss.h"

namespace dequantizer
{

/// The mean squared error, in squared signal units.
class MeanSquaredLoss final : public Loss
{
public:
    [[nodiscard]] double evaluate(std::span<const double> clean, std::span<const double> restored,
                                  std::span<double> gradient) const override;
};

} // namespace dequantizer
