#include "Signal/PassageBoundaries.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
// Logarithms of likelihood ratios, in tenths. A sample off its own grid is rare.
constexpr std::int64_t offOwnGrid = 60;

constexpr double closeness = 0.01;         // in units of Delta
constexpr double roundingOfSamples = 2e-5; // to 16 bits
constexpr double noOffset = 1e-3;          // in units of Delta

double toleranceOf(const Grid& grid)
{
    return std::clamp(roundingOfSamples / grid.delta, closeness, gridTolerance);
}

bool isOn(const SoundGrid& found, float sample)
{
    const auto& grid = found.grid;
    // The level at zero is exact, whatever gain was applied, which tells quiet sound on no grid from silence.
    if (std::abs(grid.offset) < noOffset && static_cast<double>(std::abs(sample)) < 0.5 * grid.delta)
        return sample == 0.0f;
    return distanceToGrid(grid, sample) <= toleranceOf(grid);
}

// How much more likely a sample is on `grid` than on no grid.
std::int64_t evidenceFor(const SoundGrid& grid, float sample)
{
    return isOn(grid, sample) ? std::llround(-10.0 * std::log(2.0 * toleranceOf(grid.grid))) : -offOwnGrid;
}

// How much more likely `sample` is after the boundary than before it.
std::int64_t evidenceOf(float sample, const SoundGrid& before, const SoundGrid& after)
{
    const bool hasBefore = before.state == GridState::found, hasAfter = after.state == GridState::found;
    if (hasBefore && hasAfter)
        return offOwnGrid * (static_cast<int>(isOn(after, sample)) - static_cast<int>(isOn(before, sample)));
    return hasBefore ? -evidenceFor(before, sample) : hasAfter ? evidenceFor(after, sample) : 0;
}

// The finer one, or the one without a grid, is safer.
bool isSafer(const SoundGrid& a, const SoundGrid& b)
{
    if (b.state != GridState::found)
        return false;
    return a.state != GridState::found || a.grid.delta < b.grid.delta;
}
} // namespace

PassageBoundaries::PassageBoundaries(std::vector<GridPassage> passages, int channels)
    : all(std::move(passages)), before(static_cast<std::size_t>(channels)), after(before.size())
{
    for (const auto& passage : all)
        found.push_back(passage.begin);
}

void PassageBoundaries::process(const float* const* channels, std::size_t samples)
{
    for (std::size_t offset = 0; offset < samples && current < all.size();)
    {
        const auto count = std::min<std::uint64_t>(samples - offset, all[current].end - position);
        process(channels, offset, count);
        offset += count;
        position += count;
        if (position == all[current].end)
            startPassage();
    }
}

void PassageBoundaries::startPassage()
{
    decide(before, current);
    ++current;
    std::swap(before, after);
    std::fill(after.begin(), after.end(), Search{0, 0, position, position});
}

void PassageBoundaries::process(const float* const* channels, std::size_t offset, std::uint64_t count)
{
    for (std::size_t channel = 0; channel < before.size(); ++channel)
        for (std::uint64_t i = 0; i < count; ++i)
        {
            const float sample = channels[channel][offset + i];
            const auto advance = [&](std::vector<Search>& searches, std::size_t boundary)
            {
                auto& search = searches[channel];
                const auto here = position + i + 1;
                if (sample != 0.0f) // silence lies on every grid
                    search.evidence += evidenceOf(sample, all[boundary - 1].found, all[boundary].found);
                if (search.evidence < search.least)
                {
                    search.least = search.evidence;
                    search.first = here;
                }
                if (search.evidence == search.least)
                    search.last = here;
            };
            if (current > 0)
                advance(before, current);
            if (current + 1 < all.size())
                advance(after, current + 1);
        }
}

// The channel with the most evidence on both sides decides, since the others may have other gains.
void PassageBoundaries::decide(const std::vector<Search>& searches, std::size_t boundary)
{
    if (boundary == 0)
        return;
    const auto evidenceIn = [](const Search& search)
    { return std::min(-search.least, search.evidence - search.least); };
    const auto& best =
        *std::max_element(searches.begin(), searches.end(),
                          [&](const Search& a, const Search& b) { return evidenceIn(a) < evidenceIn(b); });
    if (evidenceIn(best) == 0)
        return;
    const auto where = isSafer(all[boundary - 1].found, all[boundary].found) ? best.last : best.first;
    found[boundary] = std::max(where, found[boundary - 1]);
}

std::vector<GridPassage> PassageBoundaries::passages() const
{
    auto result = all;
    for (std::size_t i = 1; i < result.size(); ++i)
        result[i - 1].end = result[i].begin = found[i];
    return result;
}

} // namespace dequantizer
