#include "Plugin/Editor/SpectrogramColumns.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace dequantizer
{

namespace
{
// A compromise between pitch and time; the frame is the next power of two.
constexpr double leastFrameSeconds = 0.04;
constexpr unsigned maxFrameLength = 4096;

int frameLengthAt(double sampleRate)
{
    const auto least = static_cast<unsigned>(std::min<double>(leastFrameSeconds * sampleRate, maxFrameLength));
    return static_cast<int>(std::bit_ceil(std::max(least, 2u)));
}
} // namespace

void SpectrogramColumns::setRate(double sampleRate)
{
    axis.sampleRate = sampleRate;
    for (std::size_t i = 0; i < edges.size(); ++i)
        edges[i] = axis.frequencyAt(static_cast<double>(i) / bands);
    spectra.emplace(frameLengthAt(sampleRate));
    std::fill(columns.begin(), columns.end(), Column());
    next = 0;
    isAnalysed = false;
}

void SpectrogramColumns::update(const SoundFeed& feed, double sampleRate)
{
    if (sampleRate != axis.sampleRate)
        setRate(sampleRate);
    const double samplesPerColumn = sampleRate * seconds / static_cast<double>(count);
    // The last sample of column c is the one before endOf(c).
    const auto endOf = [&](std::uint64_t index)
    { return static_cast<std::uint64_t>(static_cast<double>(index + 1) * samplesPerColumn); };
    const auto written = feed.written();
    const auto length = static_cast<std::uint64_t>(spectra->length());
    auto target = static_cast<std::uint64_t>(static_cast<double>(written) / samplesPerColumn);
    while (target > 0 && endOf(target - 1) > written)
        --target;
    if (target <= next)
        return;

    next = std::max(next, target - std::min(target, kept));
    const auto wanted = written - endOf(next) + length;
    samples.resize(static_cast<std::size_t>(std::min<std::uint64_t>({wanted, written, SoundFeed::maxView})));
    std::uint64_t last = 0;
    const bool isRead = feed.latest(samples, last);
    const auto first = last - samples.size();
    for (; next < target; ++next)
    {
        auto& column = columns[next % kept];
        column = {};
        const auto frameEnd = endOf(next);
        if (!isRead || frameEnd < first + length || frameEnd > last)
            continue;
        spectra->analyse(std::span(samples).subspan(static_cast<std::size_t>(frameEnd - length - first),
                                                    static_cast<std::size_t>(length)));
        column = {levelsOf(spectra->input()), levelsOf(spectra->restored())};
        isAnalysed = true;
    }
}

SpectrogramColumns::Levels SpectrogramColumns::levelsOf(std::span<const double> power) const
{
    Levels levels{};
    for (std::size_t band = 0; band < bands; ++band)
    {
        const float decibels = decibelsBetween(power, edges[band], edges[band + 1], axis.sampleRate);
        const float share = (decibels - lowestDecibels) / (highestDecibels - lowestDecibels);
        levels[band] = static_cast<std::uint8_t>(std::lround(255.0f * std::clamp(share, 0.0f, 1.0f)));
    }
    return levels;
}

} // namespace dequantizer
