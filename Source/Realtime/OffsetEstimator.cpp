#include "Realtime/OffsetEstimator.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
// The share of an independent mean that each frame contributes, with an overlap of three quarters.
constexpr double independence = 0.25;
constexpr double minIndependentFrames = 3.0;
} // namespace

OffsetEstimator::OffsetEstimator(int frameLength, double sampleRate) noexcept
    : length(frameLength), rate(sampleRate), decay(std::exp(-independence * frameLength / (memorySeconds * sampleRate)))
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
    trust *= static_cast<float>(std::exp(-independence * length / (fadeSeconds * rate)));
}

void OffsetEstimator::addMean(std::span<const float> frame, std::span<const float> window, float delta) noexcept
{
    const std::size_t half = frame.size() / 2;
    float halfSums[2] = {}, halfWeights[2] = {};
    for (std::size_t j = 0; j < frame.size(); ++j)
    {
        const float weight = window[j] * window[j];
        halfSums[j < half ? 0 : 1] += weight * frame[j];
        halfWeights[j < half ? 0 : 1] += weight;
    }
    const double mean = static_cast<double>((halfSums[0] + halfSums[1]) / (halfWeights[0] + halfWeights[1]));
    const double drift = static_cast<double>((halfSums[1] / halfWeights[1] - halfSums[0] / halfWeights[0]) / delta);

    const double weight = 1.0 / (1.0 + drift * drift), square = weight * weight;
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
