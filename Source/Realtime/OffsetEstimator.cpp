#include "Realtime/OffsetEstimator.h"

#include "Algorithm/Matrix.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr double minIndependentFrames = 2.0;

using ConstSamples = Eigen::Map<const Eigen::ArrayXf>;

ConstSamples samplesOf(std::span<const float> values) noexcept
{
    return {values.data(), static_cast<Eigen::Index>(values.size())};
}

// Sums over a part of a frame with the squares of the window as weights.
struct WeightedSums
{
    float weights, samples, squares;

    WeightedSums(std::span<const float> frame, std::span<const float> window) noexcept
        : weights(samplesOf(window).square().sum()), samples((samplesOf(window).square() * samplesOf(frame)).sum()),
          squares((samplesOf(window) * samplesOf(frame)).square().sum())
    {
    }
};
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
    const float lowest = samplesOf(frame).minCoeff(), highest = samplesOf(frame).maxCoeff();
    if (highest - lowest >= minSpan * delta)
        addMean(frame, window, delta);
    if (highest > lowest || std::abs(estimate) <= maxHarmless * delta)
    {
        trust = 1.0f;
        return;
    }
    level = lowest;
    trust *= static_cast<float>(std::exp(-stream.secondsPerFrame() / fadeSeconds));
}

void OffsetEstimator::addMean(std::span<const float> frame, std::span<const float> window, float delta) noexcept
{
    const std::size_t half = frame.size() / 2;
    const WeightedSums first(frame.first(half), window.first(half)), second(frame.subspan(half), window.subspan(half));
    const float sumOfWeights = first.weights + second.weights;
    const double mean = static_cast<double>((first.samples + second.samples) / sumOfWeights);
    const double drift = static_cast<double>((second.samples / second.weights - first.samples / first.weights) / delta);
    const double power = static_cast<double>((first.squares + second.squares) / sumOfWeights) - mean * mean;
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
