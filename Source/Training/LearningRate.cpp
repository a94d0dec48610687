#include "Training/LearningRate.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dequantizer
{

double learningRateAt(const TrainingSettings& settings, long step)
{
    const auto done = static_cast<double>(step);
    const auto rise = static_cast<double>(settings.warmUp);
    if (done < rise)
        return settings.learningRate * (done + 1.0) / rise;

    const double progress = (done - rise) / std::max(1.0, static_cast<double>(settings.steps) - rise);
    switch (settings.decay)
    {
    case RateDecay::cosine:
        return settings.learningRate * 0.5 * (1.0 + std::cos(std::numbers::pi * progress));
    case RateDecay::exponential:
        return settings.learningRate * std::pow(settings.finalRate, progress);
    case RateDecay::constant:
        break;
    }
    return settings.learningRate;
}

} // namespace dequantizer
