#include "Signal/GridPassages.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace dequantizer
{

namespace
{
constexpr double secondsPerPassagePortion = 0.05, shortestPassageSeconds = 0.3;
constexpr std::size_t mostPassages = 1000;
constexpr double sameStep = 1e-3, sameOffset = 0.05; // relative, and in units of Delta

bool haveSameGrid(const SoundGrid& a, const SoundGrid& b) noexcept
{
    if (a.state != b.state || a.state != GridState::found)
        return a.state == b.state;
    const double distance = std::abs(a.grid.offset - b.grid.offset);
    return std::abs(a.grid.delta / b.grid.delta - 1.0) < sameStep && std::min(distance, 1.0 - distance) < sameOffset;
}

void join(GridPassage& passage, const GridPassage& next) noexcept
{
    passage.end = next.end;
    if (next.found.grid.confidence > passage.found.grid.confidence)
        passage.found = next.found;
}

// Divides short passages between their neighbours, and joins neighbours that have the same grid.
std::vector<GridPassage> tidied(const std::vector<GridPassage>& passages, std::uint64_t shortest)
{
    std::vector<GridPassage> result;
    for (auto passage : passages)
    {
        if (passage.end - passage.begin < shortest)
            continue;
        if (!result.empty())
        {
            const auto between = passage.begin - result.back().end;
            result.back().end += between / 2;
            passage.begin = result.back().end;
        }
        if (!result.empty() && haveSameGrid(result.back().found, passage.found))
            join(result.back(), passage);
        else
            result.push_back(passage);
    }
    if (passages.empty())
        return result;
    if (result.empty())
        result.push_back(*std::max_element(passages.begin(), passages.end(),
                                           [](const GridPassage& a, const GridPassage& b)
                                           { return a.end - a.begin < b.end - b.begin; }));
    result.front().begin = 0;
    result.back().end = passages.back().end;
    return result;
}
} // namespace

PassageSurvey::PassageSurvey(int channels, double sampleRate)
    : portion(std::max<std::size_t>(1, static_cast<std::size_t>(secondsPerPassagePortion * sampleRate))),
      shortest(static_cast<std::uint64_t>(shortestPassageSeconds * sampleRate)),
      portions(static_cast<std::size_t>(channels)), runs(static_cast<std::size_t>(channels))
{
}

void PassageSurvey::process(const float* const* channels, std::size_t samples)
{
    for (std::size_t start = 0; start < samples;)
    {
        const auto part = std::min(portion - inPortion, samples - start);
        for (std::size_t channel = 0; channel < portions.size(); ++channel)
            portions[channel].process({channels[channel] + start, part});
        start += part;
        inPortion += part;
        if (inPortion == portion)
            closePortion();
    }
}

GridState PassageSurvey::stateOfPortion() const noexcept
{
    auto result = GridState::unknown;
    for (const auto& channel : portions)
    {
        if (channel.values().size() < 2)
            continue;
        const auto grid = channel.grid();
        if (!grid)
            return GridState::none;
        if (grid->confidence >= reliableConfidence)
            result = GridState::found;
    }
    return result;
}

void PassageSurvey::closePortion()
{
    // A grid of few levels is not enough to end a passage on no grid.
    const auto now = stateOfPortion();
    if (now == GridState::none)
    {
        if (state != GridState::none)
            begin(GridState::none);
    }
    else if (state == GridState::none ? now == GridState::found : !addPortionToRuns())
    {
        begin(GridState::unknown);
        addPortionToRuns();
    }
    for (auto& channel : portions)
        channel.clear();
    length += inPortion;
    inPortion = 0;
}

bool PassageSurvey::addPortionToRuns() noexcept
{
    for (std::size_t channel = 0; channel < runs.size(); ++channel)
        if (!runs[channel].add(portions[channel]))
            return false;
    return true;
}

void PassageSurvey::begin(GridState newState)
{
    if (closed.size() == mostPassages)
        return;
    if (length > beginOfCurrent)
        closed.push_back(currentPassage());
    state = newState;
    beginOfCurrent = length;
    for (auto& run : runs)
        run.clear();
}

GridPassage PassageSurvey::currentPassage() const
{
    GridPassage passage{beginOfCurrent, length, {state, {}}};
    if (state == GridState::none)
        return passage;
    for (const auto& run : runs)
        if (run.grid() && run.grid()->confidence >= reliableConfidence && run.grid()->delta > passage.found.grid.delta)
            passage.found = {GridState::found, *run.grid()};
    return passage;
}

std::vector<GridPassage> PassageSurvey::passages() const
{
    auto all = closed;
    auto last = currentPassage();
    last.end += inPortion;
    if (last.end > last.begin)
        all.push_back(last);
    return tidied(all, shortest);
}

std::size_t passagesOnGrid(const std::vector<GridPassage>& passages) noexcept
{
    return static_cast<std::size_t>(std::count_if(passages.begin(), passages.end(),
                                                  [](const GridPassage& passage)
                                                  { return passage.found.state == GridState::found; }));
}

} // namespace dequantizer
