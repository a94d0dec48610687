#include "Training/MeanSquaredLoss.h"

#include <cstddef>

namespace dequantizer
{

double MeanSquaredLoss::evaluate(std::span<const double> clean, std::span<const double> restored,
                                 std::span<double> gradient) const
{
    const auto length = static_cast<double>(clean.size());
    double sum = 0.0;
    for (std::size_t i = 0; i < clean.size(); ++i)
    {
        const double error = restored[i] - clean[i];
        sum += error * error;
        gradient[i] = 2.0 * error / length;
    }
    return sum / length;
}

} // namespace dequantizer
