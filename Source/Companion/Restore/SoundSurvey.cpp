#include "Companion/Restore/SoundSurvey.h"

#include "Companion/Restore/ChannelBlock.h"
#include "Signal/GridShare.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

namespace dequantizer
{

namespace
{
// The mean of the samples of a signal that differ from the one before, and its standard error, from the means of
// sections.
class SectionMeans
{
public:
    explicit SectionMeans(std::uint64_t samplesPerSection) : length(samplesPerSection) {}

    void process(std::span<const float> samples)
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

    [[nodiscard]] double mean() const { return average; }
    [[nodiscard]] double standardError() const
    {
        constexpr double least = 4.0;
        return sections < least ? std::numeric_limits<double>::infinity()
                                : std::sqrt(squares / (sections * (sections - 1.0)));
    }

private:
    void closeSection()
    {
        ++sections;
        const double distance = sum / static_cast<double>(length) - average;
        average += distance / sections;
        squares += distance * (sum / static_cast<double>(length) - average);
        sum = 0.0;
        inSection = 0;
    }

    const std::uint64_t length;
    float previous = 0.0f;
    std::uint64_t inSection = 0;
    double sum = 0.0, sections = 0.0, average = 0.0, squares = 0.0;
};

constexpr double secondsPerSection = 0.25;
} // namespace

SoundSurvey surveySound(SoundReader& reader, std::optional<double> expectedDelta, const SampleProgress& progress)
{
    SoundSurvey survey{.properties = reader.properties(), .channels = reader.channels(), .grid = {}};
    const double rate = survey.properties.sampleRate;
    GridSurvey grid(survey.channels, rate);
    std::vector<SectionMeans> means(static_cast<std::size_t>(survey.channels),
                                    SectionMeans(static_cast<std::uint64_t>(std::ceil(secondsPerSection * rate))));
    std::optional<GridShare> expected;
    if (expectedDelta)
        expected.emplace(*expectedDelta);
    ChannelBlock block(survey.channels);
    while (const auto count = reader.read(block.data(), block.length()))
    {
        grid.process(block.data(), count);
        survey.length += count;
        for (std::size_t channel = 0; channel < means.size(); ++channel)
        {
            const std::span<const float> samples(block.channels()[channel].data(), count);
            for (const float sample : samples)
            {
                const float magnitude = std::abs(sample);
                survey.peak = std::max(survey.peak, magnitude);
                survey.beyondFullScale += magnitude > 1.0f ? 1 : 0;
            }
            means[channel].process(samples);
            if (expected)
                expected->process(samples);
        }
        if (progress)
            progress(survey.length);
    }
    survey.endsEarly = reader.endsEarly();
    survey.grid = grid.grid();
    for (const auto& channel : means)
    {
        survey.mean += channel.mean() / survey.channels;
        survey.meanError = std::max(survey.meanError, channel.standardError());
    }
    if (expected)
        survey.onExpectedGrid = expected->share();
    return survey;
}

} // namespace dequantizer
