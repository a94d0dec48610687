#include "Signal/SoundGrid.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
// Two grids whose Delta differ by at most this relative amount are the same grid.
constexpr double sameDelta = 1e-3;

struct Answer
{
    SoundGrid found;
    std::size_t samples; // the number of samples with this answer
};

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

SoundGrid findGrid(const std::vector<std::vector<float>>& channels, double sampleRate)
{
    SoundGridDetector detector(static_cast<int>(channels.size()), sampleRate);
    const auto portion = std::max<std::size_t>(1, static_cast<std::size_t>(0.1 * sampleRate));
    std::vector<Answer> answers;
    std::vector<const float*> pointers(channels.size());
    for (std::size_t start = 0; start < channels.front().size(); start += portion)
    {
        const auto count = std::min(portion, channels.front().size() - start);
        for (std::size_t channel = 0; channel < channels.size(); ++channel)
            pointers[channel] = channels[channel].data() + start;
        detector.process(pointers.data(), static_cast<int>(count));

        const auto found = detector.found();
        if (found.state == GridState::unknown)
            continue;
        const auto known = std::find_if(answers.begin(), answers.end(),
                                        [&](const Answer& answer) { return isSame(answer.found, found); });
        if (known == answers.end())
        {
            answers.push_back({found, count});
            continue;
        }
        known->samples += count;
        if (found.grid.confidence >= known->found.grid.confidence)
            known->found = found;
    }
    const auto best = std::max_element(answers.begin(), answers.end(),
                                       [](const Answer& a, const Answer& b) { return a.samples < b.samples; });
    return best != answers.end() ? best->found : SoundGrid{};
}

} // namespace dequantizer
