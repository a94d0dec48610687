#include "Signal/Grid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dequantizer
{

namespace
{
// Levels are floats, with a relative error of 6e-8, or are rounded to 16 bits.
constexpr double offsetTolerance = 0.05;
constexpr double powerOfTwoTolerance = 1e-5;

// The minimum probability that audio without a grid shows such a sign by chance.
constexpr double chanceOfSign = 0.25;

constexpr double mostConfidenceInFewLevels = 0.75;

struct Line
{
    double slope, intercept; // of the level as a function of its index
};

// Least squares, updated one level at a time.
class LineFit
{
public:
    void add(double number, double level) noexcept
    {
        ++count;
        const double fromMean = number - meanNumber;
        meanNumber += fromMean / count;
        meanLevel += (level - meanLevel) / count;
        squares += fromMean * (number - meanNumber);
        products += fromMean * (level - meanLevel);
    }

    [[nodiscard]] Line line() const noexcept
    {
        const double slope = products / squares;
        return {slope, meanLevel - slope * meanNumber};
    }

private:
    double count = 0.0, meanNumber = 0.0, meanLevel = 0.0, squares = 0.0, products = 0.0;
};

double at(std::span<const float> levels, std::size_t i) noexcept
{
    return static_cast<double>(levels[i]);
}

// The mean of all gaps that a first guess counts as one Delta, then of all gaps of a few Delta, and so on up to all
// gaps.
double deltaFromGaps(std::span<const float> levels, double smallestGap) noexcept
{
    double delta = smallestGap;
    for (const double longest : {1.5, 4.0, 32.0, 256.0, std::numeric_limits<double>::infinity()})
    {
        double length = 0.0, steps = 0.0;
        for (std::size_t i = 1; i < levels.size(); ++i)
        {
            const double gap = at(levels, i) - at(levels, i - 1);
            if (gap <= longest * delta)
            {
                length += gap;
                steps += std::round(gap / delta);
            }
        }
        delta = length / steps;
    }
    return delta;
}

double distanceToWhole(double value) noexcept
{
    return std::abs(value - std::round(value));
}

bool isPowerOfTwo(double delta) noexcept
{
    return distanceToWhole(std::log2(delta)) < powerOfTwoTolerance;
}

// Wraps into [-0.25, 0.75).
double offsetOf(double value) noexcept
{
    return value - std::floor(value + 0.25);
}

// Digital silence adds a zero to mid-rise levels, halfway between two of them. Delta then seems half as large, and all
// other levels are odd multiples of it. With three levels, mid-tread is equally likely.
bool isZeroAnIntruder(std::span<const float> levels, const Grid& grid) noexcept
{
    if (levels.size() <= fewLevels || distanceToWhole(grid.offset) > offsetTolerance)
        return false;
    bool hasZero = false;
    for (const float level : levels)
    {
        const double number = std::round(static_cast<double>(level) / grid.delta);
        hasZero = hasZero || level == 0.0f;
        if (level != 0.0f && std::fmod(std::abs(number), 2.0) != 1.0)
            return false;
    }
    return hasZero;
}

// `farthest` is the maximum distance of a level from the grid, in units of Delta.
double confidenceIn(const Grid& grid, double farthest) noexcept
{
    const bool usualOffset = distanceToWhole(2.0 * grid.offset) < 2.0 * offsetTolerance;
    const bool powerOfTwo = isPowerOfTwo(grid.delta);
    const double chance = std::max(chanceOfSign, farthest / gridTolerance);
    const double confidence = 1.0 - std::pow(chance, static_cast<double>(grid.levels) - 2.0) *
                                        std::pow(chanceOfSign, (usualOffset ? 1.0 : 0.0) + (powerOfTwo ? 2.0 : 0.0));
    return grid.levels <= fewLevels ? std::min(confidence, mostConfidenceInFewLevels) : confidence;
}
} // namespace

double distanceToGrid(const Grid& grid, float value) noexcept
{
    return distanceToWhole(static_cast<double>(value) / grid.delta - grid.offset);
}

bool isOnGrid(const Grid& grid, float value) noexcept
{
    return distanceToGrid(grid, value) <= gridTolerance;
}

std::optional<Grid> fitGrid(std::span<const float> levels) noexcept
{
    if (levels.size() < 2)
        return std::nullopt;
    double smallestGap = std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i < levels.size(); ++i)
        smallestGap = std::min(smallestGap, at(levels, i) - at(levels, i - 1));
    // Rounding may have reduced the distance between two levels by up to twice the tolerance.
    if (smallestGap < (1.0 - 2.0 * gridTolerance) * finestGridDelta)
        return std::nullopt;

    const double roughDelta = deltaFromGaps(levels, smallestGap);
    LineFit fit;
    double number = 0.0;
    fit.add(number, at(levels, 0));
    for (std::size_t i = 1; i < levels.size(); ++i)
    {
        number += std::round((at(levels, i) - at(levels, i - 1)) / roughDelta);
        fit.add(number, at(levels, i));
    }
    const auto [delta, first] = fit.line();
    if (!(delta >= finestGridDelta))
        return std::nullopt;

    Grid grid{delta, offsetOf(first / delta), 0.0, levels.size()};
    double farthest = 0.0;
    for (const float level : levels)
        farthest = std::max(farthest, distanceToGrid(grid, level));
    if (farthest > gridTolerance)
        return std::nullopt;
    if (isZeroAnIntruder(levels, grid))
    {
        grid.delta *= 2.0;
        grid.offset = 0.5;
        --grid.levels;
    }
    if (isPowerOfTwo(grid.delta))
        grid.delta = std::exp2(std::round(std::log2(grid.delta)));
    grid.confidence = confidenceIn(grid, farthest);
    return grid;
}

} // namespace dequantizer
