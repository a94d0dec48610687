#include "Signal/SoundGrid.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
// Two grids whose Delta differ by at most this relative amount are the same grid.
constexpr double sameDelta = 1e-3;

constexpr double secondsPerPortion = 0.1;

bool isSame(const SoundGrid& a, const SoundGrid& b) noexcept
{
    return a.state == b.state &&
           (a.state != GridState::found || std::abs(a.grid.delta / b.grid.delta - 1.0) < sameDelta);
}
} // namespace

SoundGridDetector::SoundGridDetector(int channels, double sampleRate)
    : detectors(static_cast<std::size_t>(channels), GridDetector(sampleRate))
{
}

void SoundGridDetector::process(const float* const* channels, int samples) noexcept
{
    for (std::size_t channel = 0; channel < detectors.size(); ++channel)
        detectors[channel].process({channels[channel], static_cast<std::size_t>(samples)});
}

void SoundGridDetector::reset() noexcept
{
    for (auto& detector : detectors)
        detector.reset();
}

SoundGrid SoundGridDetector::found() const noexcept
{
    SoundGrid result;
    for (const auto& detector : detectors)
    {
        if (detector.state() == GridState::none)
            return {GridState::none, {}};
        if (detector.state() == GridState::unknown)
            continue;
        const auto& grid = detector.grid();
        const bool coarser = grid.delta > result.grid.delta * (1.0 + sameDelta);
        const bool surer =
            grid.delta > result.grid.delta * (1.0 - sameDelta) && grid.confidence > result.grid.confidence;
        if (coarser || surer)
            result = {GridState::found, grid};
    }
    return result;
}

GridSurvey::GridSurvey(int channels, double sampleRate)
    : detector(channels, sampleRate),
      portion(std::max<std::size_t>(1, static_cast<std::size_t>(secondsPerPortion * sampleRate))),
      pointers(static_cast<std::size_t>(channels))
{
}

void GridSurvey::process(const float* const* channels, std::size_t samples)
{
    for (std::size_t start = 0; start < samples;)
    {
        const auto part = std::min(portion - inPortion, samples - start);
        for (std::size_t channel = 0; channel < pointers.size(); ++channel)
            pointers[channel] = channels[channel] + start;
        detector.process(pointers.data(), static_cast<int>(part));
        start += part;
        inPortion += part;
        if (inPortion == portion)
        {
            count(answers, detector.found(), portion);
            inPortion = 0;
        }
    }
}

void GridSurvey::count(std::vector<Answer>& answers, const SoundGrid& found, std::size_t samples)
{
    if (found.state == GridState::unknown)
        return;
    const auto known =
        std::find_if(answers.begin(), answers.end(), [&](const Answer& answer) { return isSame(answer.found, found); });
    if (known == answers.end())
    {
        answers.push_back({found, samples});
        return;
    }
    known->samples += samples;
    if (found.grid.confidence >= known->found.grid.confidence)
        known->found = found;
}

SoundGrid GridSurvey::grid() const
{
    auto all = answers;
    if (inPortion > 0)
        count(all, detector.found(), inPortion);
    const auto best = std::max_element(all.begin(), all.end(),
                                       [](const Answer& a, const Answer& b) { return a.samples < b.samples; });
    return best != all.end() ? best->found : SoundGrid{};
}

SoundGrid findGrid(const std::vector<std::vector<float>>& channels, double sampleRate)
{
    GridSurvey survey(static_cast<int>(channels.size()), sampleRate);
    std::vector<const float*> pointers;
    for (const auto& channel : channels)
        pointers.push_back(channel.data());
    survey.process(pointers.data(), channels.front().size());
    return survey.grid();
}

} // namespace dequantizer
