#include "Catch.h"
#include "Signal/Grid.h"
#include "Signal/LevelSet.h"

#include <cmath>
#include <random>
#include <vector>

using namespace dequantizer;

namespace
{
std::vector<float> levelsOf(double delta, double offset, const std::vector<int>& numbers)
{
    std::vector<float> levels;
    for (const int number : numbers)
        levels.push_back(static_cast<float>((number + offset) * delta));
    return levels;
}
} // namespace

TEST_CASE("A set of levels is sorted, has no duplicates, and returns its smallest gap", "[grid]")
{
    LevelSet set(4);
    CHECK(std::isinf(set.smallestGap()));
    CHECK(set.insert(0.5f));
    CHECK(set.insert(-0.25f));
    CHECK_FALSE(set.insert(0.5f));
    CHECK(set.smallestGap() == 0.75);
    CHECK(set.insert(0.375f));
    CHECK(set.smallestGap() == 0.125);
    CHECK(set.insert(1.0f));
    CHECK_FALSE(set.insert(2.0f)); // no room
    const auto values = set.values();
    CHECK(std::vector<float>(values.begin(), values.end()) == std::vector<float>{-0.25f, 0.375f, 0.5f, 1.0f});
    set.clear();
    CHECK(set.values().empty());
    CHECK(std::isinf(set.smallestGap()));
}

TEST_CASE("The grid of evenly spaced levels is found, with gaps and under any gain", "[grid]")
{
    const double delta = GENERATE(0.25, 0.1234567, 0.0078125 * 0.6531, 0.00048828125, 2e-4);
    const double offset = GENERATE(0.0, 0.5, 0.3);
    CAPTURE(delta, offset);
    const auto grid = fitGrid(levelsOf(delta, offset, {-700, -31, -3, -2, 0, 1, 4, 90, 91, 812}));
    REQUIRE(grid);
    CHECK(grid->delta == Approx(delta).epsilon(1e-6));
    CHECK(std::abs(grid->offset - offset) < 1e-3);
    CHECK(grid->levels == 10);
    CHECK(grid->confidence > 0.999);
}

TEST_CASE("Rounding to 16 bits after a gain is tolerated", "[grid]")
{
    const double delta = GENERATE(0.01, 3.2e-4);
    std::vector<float> levels;
    for (int number = -300; number < 400; number += 1 + (number * number) % 3)
        levels.push_back(static_cast<float>(std::round((number + 0.5) * delta * 32768.0) / 32768.0));
    const auto grid = fitGrid(levels);
    REQUIRE(grid);
    CHECK(grid->delta == Approx(delta).epsilon(1e-4));
}

TEST_CASE("A grid from few levels has a low confidence", "[grid]")
{
    CHECK_FALSE(fitGrid({}));
    CHECK_FALSE(fitGrid(levelsOf(0.25, 0.5, {0})));

    // A test tone or the music of an old game console may have as many levels.
    for (const double delta : {0.3, 0.25})
        for (const auto& numbers :
             {std::vector<int>{-1, 0}, std::vector<int>{-1, 0, 1}, std::vector<int>{-2, -1, 0, 1}})
        {
            const auto grid = fitGrid(levelsOf(delta, numbers.size() % 2 == 0 ? 0.5 : 0.0, numbers));
            REQUIRE(grid);
            CHECK(grid->delta == Approx(delta));
            CHECK(grid->confidence < reliableConfidence);
        }
    const auto asStored = fitGrid(levelsOf(0.25, 0.5, {-2, -1, 0, 1, 2}));
    REQUIRE(asStored);
    CHECK(asStored->confidence > reliableConfidence);
}

TEST_CASE("A zero among mid-rise levels does not count as a level", "[grid]")
{
    const auto intruded = fitGrid(std::vector<float>{-0.375f, -0.125f, 0.0f, 0.125f, 0.625f});
    REQUIRE(intruded);
    CHECK(intruded->delta == Approx(0.25));
    CHECK(intruded->offset == Approx(0.5));
    CHECK(intruded->levels == 4);

    const auto midTread = fitGrid(std::vector<float>{-0.375f, -0.25f, 0.0f, 0.125f, 0.625f});
    REQUIRE(midTread);
    CHECK(midTread->delta == Approx(0.125));
}

TEST_CASE("Random levels, and levels that are too fine, are on no grid", "[grid]")
{
    std::mt19937 generator(3);
    std::uniform_real_distribution<float> anywhere(-1.0f, 1.0f);
    int reliable = 0;
    for (int trial = 0; trial < 1000; ++trial)
    {
        LevelSet set(12);
        for (int i = 0; i < 3 + trial % 10; ++i)
            set.insert(anywhere(generator));
        if (const auto grid = fitGrid(set.values()); grid && grid->confidence >= reliableConfidence)
            ++reliable;
    }
    // One in ten reliable results may be wrong.
    CHECK(reliable < 100);
    CHECK_FALSE(fitGrid(levelsOf(1.0 / 32768.0, 0.0, {-5, -3, -2, 0, 1, 9})));
}
