#include "Training/Objective.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace dequantizer
{

double Objective::evaluate(std::span<const double> restored, std::span<const double> quantised,
                           std::span<double> derivative) const
{
    constexpr double quietest = 0.2;
    constexpr double offset = 0.03;
    const auto count = static_cast<double>(restored.size());
    const auto mean = [count](std::span<const double> values)
    { return std::accumulate(values.begin(), values.end(), 0.0) / count; };

    double value = mean(restored);
    double slope = 1.0;
    if (kind == ObjectiveKind::relative)
    {
        slope = 1.0 / std::max(quietest, mean(quantised));
        const double ratio = value * slope + offset;
        slope /= ratio;
        value = std::log(ratio);
    }
    std::fill(derivative.begin(), derivative.end(), slope / count);

    if (harmWeight > 0.0)
        for (std::size_t s = 0; s < restored.size(); ++s)
            if (const double harm = restored[s] - quantised[s]; harm > 0.0)
            {
                value += harmWeight * harm / count;
                derivative[s] += harmWeight / count;
            }
    return value;
}

} // namespace dequantizer
