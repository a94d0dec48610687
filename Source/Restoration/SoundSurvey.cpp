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

bool excludesDither(const SoundSurvey& sound)
{
    // Rectangular dither makes it 2. The least of very many means is 0.69 times as large.
    constexpr double mostWithoutDither = 1.3;
    return sound.noiseFloor && *sound.noiseFloor < mostWithoutDither;
}

bool looksTruncated(const SoundSurvey& sound, double delta)
{
    constexpr double tolerance = 0.1, offsetTolerance = 0.05; // in units of Delta
    const bool onMultiples = sound.grid.state != GridState::found || std::abs(sound.grid.grid.offset) < offsetTolerance;
    return onMultiples && std::abs(sound.mean / delta + 0.5) + 2.0 * sound.meanError / delta < tolerance;
}

SoundSurveyor::SoundSurveyor(const SoundProperties& properties, int channels, std::optional<double> expectedDelta)
    : grid(channels, properties.sampleRate), companding(channels), passages(channels, properties.sampleRate),
      means(static_cast<std::size_t>(channels),
            SectionMeans(static_cast<std::uint64_t>(std::ceil(secondsPerSection * properties.sampleRate)))),
      floors(static_cast<std::size_t>(channels))
{
    soFar.properties = properties;
    soFar.channels = channels;
    if (expectedDelta)
        expected.emplace(*expectedDelta);
}

void SoundSurveyor::process(const float* const* channels, std::size_t samples)
{
    grid.process(channels, samples);
    companding.process(channels, samples);
    passages.process(channels, samples);
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
        usedBits.process(portion);
        if (passages.isOneGrid())
            floors[channel].process(portion);
        if (expected)
            expected->process(portion);
    }
}

SoundSurvey SoundSurveyor::survey() const
{
    auto result = soFar;
    result.grid = grid.grid();
    result.quantiser = quantiserOf(result.grid, companding.found());
    result.usedBits = usedBits.bits();
    if (!isCompanded(result.quantiser.kind))
        result.passages = passages.passages();
    result.noiseFloor = noiseFloorOf(result);
    result.dither = ditherIn(result);
    for (const auto& channel : means)
    {
        result.mean += channel.mean() / result.channels;
        result.meanError = std::max(result.meanError, channel.standardError());
    }
    if (expected)
        result.onExpectedGrid = expected->share();
    return result;
}

bool SoundSurveyor::hasOneReliableGrid(const SoundSurvey& sound) const
{
    return passages.isOneGrid() && hasEvenLevels(sound.quantiser.kind) &&
           sound.quantiser.confidence >= reliableConfidence;
}

std::optional<Dither> SoundSurveyor::ditherIn(const SoundSurvey& sound) const
{
    // On finer grids, the noise of recordings is often as high as dither.
    constexpr double mostBits = 12.0;
    const double delta = sound.grid.grid.delta;
    if (!hasOneReliableGrid(sound) || excludesDither(sound) || delta < deltaForBits(mostBits))
        return std::nullopt;
    // A channel whose sound masks the dither has a higher floor, but never a lower one.
    std::optional<NoiseFloor::FloorOfBands> lowest;
    std::optional<Dither> found;
    for (const auto& channel : floors)
        if (const auto floor = channel.floorOfBands())
        {
            if (!lowest)
                lowest = floor;
            for (std::size_t band = 0; band < floor->size(); ++band)
                (*lowest)[band] = std::min((*lowest)[band], (*floor)[band]);
            if (const auto dither = ditherOf(*floor, delta); dither && !found)
                found = dither;
        }
    return found && ditherOf(*lowest, delta) == found ? found : std::nullopt;
}

std::optional<double> SoundSurveyor::noiseFloorOf(const SoundSurvey& sound) const
{
    if (!hasOneReliableGrid(sound))
        return std::nullopt;
    double greatest = 0.0;
    for (const auto& channel : floors)
    {
        const auto variance = channel.variance();
        if (channel.hasSound() && !variance)
            return std::nullopt;
        greatest = std::max(greatest, variance.value_or(0.0));
    }
    return 12.0 * greatest / (sound.grid.grid.delta * sound.grid.grid.delta);
}

} // namespace dequantizer
