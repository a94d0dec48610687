#include "Catch.h"
#include "Companion/WaveFile.h"
#include "Signal/PassageBoundaries.h"

#include <algorithm>
#include <cmath>

using namespace dequantizer;

namespace
{
constexpr double boundaryRate = 16000.0;
constexpr std::size_t changeAt = 31415;

double ontoGrid(double x, int bits)
{
    return deltaForBits(bits) * std::round(x / deltaForBits(bits));
}

using BoundaryChannels = std::vector<std::vector<float>>;

template <typename Before, typename After>
std::vector<float> speechThatChanges(const Before& before, const After& after)
{
    const auto speech = readWaveFile(DEQUANTIZER_SPEECH).channels[0];
    std::vector<float> result;
    for (std::size_t i = 0; i < 64000; ++i)
        result.push_back(static_cast<float>(i < changeAt ? before(speech[i]) : after(speech[i])));
    return result;
}

std::vector<GridPassage> exactPassagesOf(const BoundaryChannels& channels, std::size_t portion)
{
    std::vector<const float*> whole;
    for (const auto& channel : channels)
        whole.push_back(channel.data());
    const auto count = static_cast<int>(channels.size());
    PassageSurvey survey(count, boundaryRate);
    survey.process(whole.data(), channels[0].size());
    PassageBoundaries boundaries(survey.passages(), count);
    for (std::size_t start = 0; start < channels[0].size(); start += portion)
    {
        std::vector<const float*> from;
        for (const auto* channel : whole)
            from.push_back(channel + start);
        boundaries.process(from.data(), std::min(portion, channels[0].size() - start));
    }
    return boundaries.passages();
}

// Samples that come from the other side of the boundary and do not lie on the grid that they got.
std::size_t samplesWithWrongCells(const std::vector<float>& sound, const std::vector<GridPassage>& passages)
{
    REQUIRE(passages.size() == 2);
    CHECK(passages[0].begin == 0);
    CHECK(passages[0].end == passages[1].begin);
    CHECK(passages[1].end == sound.size());
    std::size_t wrong = 0;
    for (const auto& [begin, end, found] : passages)
        for (auto i = begin; i < end; ++i)
            wrong += found.state == GridState::found && !isOnGrid(found.grid, sound[i]) ? 1u : 0u;
    return wrong;
}
} // namespace

TEST_CASE("The boundary between two grids is found to the sample", "[grid]")
{
    const auto gain = GENERATE(0.6, 1.3);
    const auto sound =
        speechThatChanges([](double x) { return ontoGrid(x, 8); }, [&](double x) { return gain * ontoGrid(x, 8); });
    const auto passages = exactPassagesOf({sound}, 1000);
    CHECK(samplesWithWrongCells(sound, passages) == 0);
    CHECK(exactPassagesOf({sound}, 37)[1].begin == passages[1].begin);
    // Silence and samples on both grids may go to either side.
    for (auto i = std::min<std::size_t>(changeAt, passages[1].begin);
         i < std::max<std::size_t>(changeAt, passages[1].begin); ++i)
    {
        CHECK(isOnGrid(passages[0].found.grid, sound[i]));
        CHECK(isOnGrid(passages[1].found.grid, sound[i]));
    }
}

TEST_CASE("Quiet sound next to a passage on a grid is not taken for silence on it", "[grid]")
{
    const bool isFirst = GENERATE(false, true);
    const auto rounded = [](double x) { return ontoGrid(x, 6); };
    const auto clean = [](double x) { return x; };
    const auto sound = isFirst ? speechThatChanges(clean, rounded) : speechThatChanges(rounded, clean);
    const auto passages = exactPassagesOf({sound}, 1000);
    CHECK(samplesWithWrongCells(sound, passages) == 0);
    const auto& coarse = passages[isFirst ? 1 : 0];
    REQUIRE(coarse.found.state == GridState::found);
    for (auto i = coarse.begin; i < coarse.end; ++i)
        if (sound[i] != 0.0f && (i < changeAt) == isFirst)
            FAIL("sample " << i << " was not quantised");
}

TEST_CASE("Channels on other grids do not move a boundary", "[grid]")
{
    const auto left =
        speechThatChanges([](double x) { return ontoGrid(x, 6); }, [](double x) { return 0.6 * ontoGrid(x, 6); });
    auto right = left;
    for (float& sample : right)
        sample *= 0.37f;
    CHECK(exactPassagesOf({right, left}, 1000)[1].begin == exactPassagesOf({left}, 1000)[1].begin);
}

TEST_CASE("A sound on one grid has no boundaries to move", "[grid]")
{
    const auto sound =
        speechThatChanges([](double x) { return ontoGrid(x, 6); }, [](double x) { return ontoGrid(x, 6); });
    const auto passages = exactPassagesOf({sound}, 1000);
    REQUIRE(passages.size() == 1);
    CHECK(passages[0].begin == 0);
    CHECK(passages[0].end == sound.size());
}
