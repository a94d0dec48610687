#include "Training/PerceptualLoss.h"

#include "Training/LinearPrediction.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr int predictionOrder = 16;
constexpr double numeratorBandwidth = 0.94;
constexpr double denominatorBandwidth = 0.6;

// A(z / gamma): coefficient i times gamma^i.
std::vector<double> expanded(std::vector<double> filter, double gamma)
{
    double factor = 1.0;
    for (auto& coefficient : filter)
    {
        coefficient *= factor;
        factor *= gamma;
    }
    return filter;
}

// signal -> numerator(z) / denominator(z) signal, in place, with zero initial state. Both filters begin with 1.
void filter(const std::vector<double>& numerator, const std::vector<double>& denominator, std::vector<double>& signal)
{
    const auto order = numerator.size() - 1;
    std::vector<double> output(signal.size());
    for (std::size_t i = 0; i < signal.size(); ++i)
    {
        double sum = signal[i];
        for (std::size_t lag = 1; lag <= std::min(order, i); ++lag)
            sum += numerator[lag] * signal[i - lag] - denominator[lag] * output[i - lag];
        output[i] = sum;
    }
    signal.swap(output);
}
// The sum of the squares of the filtered error of one frame, and its derivative.
double weightedEnergy(std::span<const double> clean, std::span<const double> restored, std::span<double> gradient)
{
    const auto prediction = predictionErrorFilter(clean, predictionOrder);
    const auto numerator = expanded(prediction, numeratorBandwidth);
    const auto denominator = expanded(prediction, denominatorBandwidth);

    std::vector<double> error(clean.size());
    for (std::size_t i = 0; i < error.size(); ++i)
        error[i] = restored[i] - clean[i];
    filter(numerator, denominator, error);

    double sum = 0.0;
    for (auto& value : error)
    {
        sum += value * value;
        value *= 2.0;
    }

    std::reverse(error.begin(), error.end());
    filter(numerator, denominator, error);
    std::reverse_copy(error.begin(), error.end(), gradient.begin());
    return sum;
}
} // namespace

PerceptualLoss::PerceptualLoss(double sampleRate)
    : frameLength(std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(0.02 * sampleRate))))
{
}

double PerceptualLoss::evaluate(std::span<const double> clean, std::span<const double> restored,
                                std::span<double> gradient) const
{
    const auto frames = std::max<std::size_t>(1, clean.size() / frameLength);
    double sum = 0.0;
    for (std::size_t frame = 0; frame < frames; ++frame)
    {
        const auto start = frame * frameLength;
        const auto length = frame + 1 < frames ? frameLength : clean.size() - start;
        sum += weightedEnergy(clean.subspan(start, length), restored.subspan(start, length),
                              gradient.subspan(start, length));
    }

    const auto length = static_cast<double>(clean.size());
    for (auto& value : gradient)
        value /= length;
    return sum / length;
}

} // namespace dequantizer
