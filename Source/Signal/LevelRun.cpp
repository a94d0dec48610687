#include "Signal/LevelRun.h"

#include <algorithm>

namespace dequantizer
{

namespace
{
constexpr std::size_t mostRunLevels = 12000; // of the finest grid within full scale

// So many levels are on every other level of a grid with a probability of 2^-11 or 2^-23. The latter is for portions,
// of which a long sound has many.
constexpr std::size_t tooManyForChance = 12, tooManyForChanceInPortion = 24;

constexpr double coarserGrid = 1.5; // the least ratio of the steps of a grid and one that contains it

constexpr double toleranceOfFloats = 0.01; // in units of Delta
constexpr double roundingOfIntegers = 1.0 / 65536.0;

// A change of gain shows in the loudest levels first, if rounding is all that may separate a level from its grid.
bool containsAll(const Grid& grid, std::span<const float> values) noexcept
{
    const double tolerance = std::clamp(roundingOfIntegers / grid.delta, toleranceOfFloats, gridTolerance);
    return std::all_of(values.begin(), values.end(),
                       [&](float value) { return distanceToGrid(grid, value) <= tolerance; });
}
} // namespace

PortionLevels::PortionLevels() : levels(mostRunLevels) {}

void PortionLevels::clear() noexcept
{
    levels.clear();
}

void PortionLevels::process(std::span<const float> samples) noexcept
{
    for (const float sample : samples)
    {
        if (isOffGrid())
            return;
        if (sample != 0.0f)
            levels.insert(sample);
    }
}

bool PortionLevels::isOffGrid() const noexcept
{
    return levels.smallestGap() < (1.0 - 2.0 * gridTolerance) * finestGridDelta;
}

std::optional<Grid> PortionLevels::grid() const noexcept
{
    return isOffGrid() ? std::nullopt : fitGrid(levels.values());
}

LevelRun::LevelRun() : levels(mostRunLevels), both(mostRunLevels) {}

void LevelRun::clear() noexcept
{
    levels.clear();
    current.reset();
}

bool LevelRun::add(const PortionLevels& portion) noexcept
{
    const auto values = portion.values();
    if (!current || !containsAll(*current, values))
        return join(values);
    if (values.size() >= tooManyForChanceInPortion)
        if (const auto own = portion.grid(); own && own->delta > coarserGrid * current->delta)
            return false;
    bool isNew = false;
    for (const float value : values)
        isNew = levels.insert(value) || isNew;
    if (isNew)
        if (const auto fitted = fitGrid(levels.values()))
            current = fitted;
    return true;
}

bool LevelRun::join(std::span<const float> values) noexcept
{
    both.clear();
    for (const auto set : {levels.values(), values})
        for (const float value : set)
            both.insert(value);
    const auto fitted = fitGrid(both.values());
    if (!fitted && both.values().size() >= 2)
        return false;
    if (fitted && !containsAll(*fitted, both.values()))
        return false;
    if (fitted && current && levels.values().size() >= tooManyForChance && fitted->delta * coarserGrid < current->delta)
        return false;
    std::swap(levels, both);
    current = fitted;
    return true;
}

} // namespace dequantizer
