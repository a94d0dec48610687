#include "Training/LinearPrediction.h"

#include <cmath>
#include <cstddef>
#include <numbers>

namespace dequantizer
{

namespace
{
std::vector<double> windowed(std::span<const double> frame)
{
    std::vector<double> result(frame.begin(), frame.end());
    if (frame.size() < 2)
        return result;
    const double turn = 2.0 * std::numbers::pi / static_cast<double>(frame.size() - 1);
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] *= 0.54 - 0.46 * std::cos(turn * static_cast<double>(i));
    return result;
}

double autocorrelation(std::span<const double> frame, std::size_t lag)
{
    double sum = 0.0;
    for (std::size_t i = lag; i < frame.size(); ++i)
        sum += frame[i] * frame[i - lag];
    return sum;
}
} // namespace

std::vector<double> predictionErrorFilter(std::span<const double> frame, int order, double noisePower)
{
    constexpr double whiteNoise = 1e-4;
    const auto last = static_cast<std::size_t>(order);
    const auto shaped = windowed(frame);
    std::vector<double> r(last + 1);
    for (std::size_t lag = 0; lag <= last; ++lag)
        r[lag] = autocorrelation(shaped, lag);
    r[0] += whiteNoise * r[0] + noisePower * static_cast<double>(frame.size());

    std::vector<double> a(last + 1, 0.0);
    a[0] = 1.0;
    double error = r[0];
    for (std::size_t m = 1; m <= last && error > 0.0; ++m)
    {
        double prediction = 0.0;
        for (std::size_t i = 0; i < m; ++i)
            prediction += a[i] * r[m - i];
        const double reflection = -prediction / error;
        auto next = a;
        for (std::size_t i = 1; i <= m; ++i)
            next[i] = a[i] + reflection * a[m - i];
        a = std::move(next);
        error *= 1.0 - reflection * reflection;
    }
    return a;
}

} // namespace dequantizer
