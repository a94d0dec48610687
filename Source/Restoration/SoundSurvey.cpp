#include "Restoration/SoundSurvey.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dequantizer
{

namespace
{
constexpr double secondsPerSection = 0.25;
} // namespace

void SoundSurveyor::SectionMeans::process(std::span<const float> samples)
{
    for (const float sample : samples)
    {
        if (sample == previous)
            continue;
        previous = sample;
        sum += static_cast<double>(sample);
        if (++inSection == length)
            closeSection();
    }
}

double SoundSurveyor::SectionMeans::standardError() const
{
    constexpr double least = 4.0;
    return sections < least ? std::numeric_limits<double>::infinity()
                            : std::sqrt(squares / (sections * (sections - 1.0)));
}

void SoundSurveyor::SectionMeans::closeSection()
{
    ++sections;
    const double distance = sum / static_cast<double>(length) - average;
    average += distance / sections;
    squares += distance * (sum / static_cast<double>(length) - average);
    sum = 0.0;
    inSection = 0;
}

SoundSurveyor::SoundSurveyor(const SoundProperties& properties, int channels, std::optional<double> expectedDelta)
    : soFar{.properties = properties, .channels = channels, .grid = {}}, grid(channels, properties.sampleRate),
      means(static_cast<std::size_t>(channels),
            SectionMeans(static_cast<std::uint64_t>(std::ceil(secondsPerSection * properties.sampleRate))))
{
    if (expectedDelta)
        expected.emplace(*expectedDelta);
}

void SoundSurveyor::process(const float* const* channels, std::size_t samples)
{
    grid.process(channels, samples);
    soFar.length += samples;
    for (std::size_t channel = 0; channel < means.size(); ++channel)
    {
        const std::span<const float> portion(channels[channel], samples);
        for (const float sample : portion)
        {
            const float magnitude = std::abs(sample);
            soFar.peak = std::max(soFar.peak, magnitude);
            soFar.beyondFullScale += magnitude > 1.0f ? 1 : 0;
        }
        means[channel].process(portion);
        if (expected)
            expected->process(portion);
    }
}

SoundSurvey SoundSurveyor::survey() const
{
    auto result = soFar;
    result.grid = grid.grid();
    for (const auto& channel : means)
    {
        result.mean += channel.mean() / result.channels;
        result.meanError = std::max(result.meanError, channel.standardError());
    }
    if (expected)
        result.onExpectedGrid = expected->share();
    return result;
}

} // namespace dequantizer
