#include "Realtime/OffsetEstimator.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr double minIndependentFrames = 3.0;
} // namespace

OffsetEstimator::OffsetEstimator(int frameLength, const StreamTiming& timing) noexcept
    : length(frameLength), stream(timing),
      // Frames with less overlap than three quarters of a windowed frame have independent means.
      independence(std::min(0.25, static_cast<double>(timing.hop) / frameLength)),
      decay(std::exp(-timing.secondsPerFrame() / memorySeconds))
{
}

void OffsetEstimator::update(std::span<const float> frame, std::span<const float> window, float delta) noexcept
{
    const auto [lowest, highest] = std::minmax_element(frame.begin(), frame.end());
    if (*highest - *lowest >= minSpan * delta)
        addMean(frame, window, delta);
    if (*highest > *lowest || std::abs(estimate) <= maxHarmless * delta)
    {
        trust = 1.0f;
        return;
    }
    level = *lowest;
    trust *= static_cast<float>(std::exp(-stream.secondsPerFrame() / fadeSeconds));
}

void OffsetEstimator::addMean(std::span<const float> frame, std::span<const float> window, float delta) noexcept
{
    const std::size_t half = frame.size() / 2;
    float halfSums[2] = {}, halfWeights[2] = {}, squareSum = 0.0f;
    for (std::size_t j = 0; j < frame.size(); ++j)
    {
        const float weight = window[j] * window[j];
        halfSums[j < half ? 0 : 1] += weight * frame[j];
        halfWeights[j < half ? 0 : 1] += weight;
        squareSum += weight * frame[j] * frame[j];
    }
    const double mean = static_cast<double>((halfSums[0] + halfSums[1]) / (halfWeights[0] + halfWeights[1]));
    const double drift = static_cast<double>((halfSums[1] / halfWeights[1] - halfSums[0] / halfWeights[0]) / delta);
    const double power = static_cast<double>(squareSum / (halfWeights[0] + halfWeights[1])) - mean * mean;
    const double loudness = std::sqrt(std::max(0.0, power)) / static_cast<double>(delta);

    const double weight = 1.0 / ((1.0 + drift * drift) * (1.0 + loudness)), square = weight * weight;
    weights = decay * weights + weight;
    weightedMeans = decay * weightedMeans + weight * mean;
    squares = decay * squares + square;
    squaresMeans = decay * squaresMeans + square * mean;
    squaresSquares = decay * squaresSquares + square * mean * mean;
    if (independence * weights * weights < minIndependentFrames * squares)
        return;

    const double average = weightedMeans / weights;
    const double deviation = squaresSquares - 2.0 * average * squaresMeans + average * average * squares;
    const double variance = std::max(0.0, deviation) / (independence * weights * weights);
    // An average within two standard errors of 0 counts as no offset.
    const double doubt = 4.0 * variance;
    estimate = average * average > doubt ? static_cast<float>(average - doubt / average) : 0.0f;
}

} // namespace dequantizer
