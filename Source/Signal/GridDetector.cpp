#include "Signal/GridDetector.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr double windowSeconds = 0.025;
constexpr int windowsPerCollection = 80;
constexpr int silentRun = 64;

// The number of windows without a grid before the first answer is `none`, and before a known grid is dropped.
constexpr int windowsUntilNone = 2;
constexpr int windowsUntilLost = 20;

// The number of levels of the finest grid within full scale.
constexpr std::size_t mostLevels = 12000;
} // namespace

GridDetector::GridDetector(double sampleRate)
    : windowLength(std::max(1, static_cast<int>(std::lround(windowSeconds * sampleRate)))), levels(mostLevels)
{
}

void GridDetector::reset() noexcept
{
    verdict = GridState::unknown;
    current = {};
    inWindow = 0;
    windowsOffGrid = 0;
    soundInWindow = false;
    zeroRun = 0;
    soundBegan = false;
    beginCollection();
}

void GridDetector::beginCollection() noexcept
{
    levels.clear();
    windowsInCollection = 0;
    offGrid = false;
    newLevels = false;
}

void GridDetector::process(std::span<const float> samples) noexcept
{
    for (const float sample : samples)
    {
        if (std::isfinite(sample))
            listen(sample);
        if (++inWindow == windowLength)
            closeWindow();
    }
}

void GridDetector::listen(float sample) noexcept
{
    if (sample == 0.0f)
    {
        zeroRun = std::min(zeroRun + 1, silentRun);
        return;
    }
    if (zeroRun > 0 && zeroRun < silentRun && soundBegan)
        collect(0.0f);
    zeroRun = 0;
    soundBegan = true;
    collect(sample);
}

void GridDetector::collect(float level) noexcept
{
    soundInWindow = true;
    if (offGrid || !levels.insert(level))
        return;
    newLevels = true;
    offGrid = levels.smallestGap() < (1.0 - 2.0 * gridTolerance) * finestGridDelta;
}

void GridDetector::closeWindow() noexcept
{
    inWindow = 0;
    if (!soundInWindow)
        return;
    soundInWindow = false;
    judge();
    if (offGrid || ++windowsInCollection == windowsPerCollection)
        beginCollection();
}

void GridDetector::judge() noexcept
{
    if (!offGrid && !newLevels)
    {
        windowsOffGrid = 0;
        return;
    }
    newLevels = false;
    if (!offGrid && levels.values().size() < 2)
        return;

    const auto fitted = offGrid ? std::nullopt : fitGrid(levels.values());
    if (!fitted)
    {
        offGrid = true;
        ++windowsOffGrid;
        if (windowsOffGrid >= (verdict == GridState::found ? windowsUntilLost : windowsUntilNone))
            verdict = GridState::none;
        return;
    }

    windowsOffGrid = 0;
    if (verdict == GridState::none && fitted->confidence < reliableConfidence)
        return;
    // A new collection holds less information than the previous one, unless it contradicts it.
    const auto values = levels.values();
    const bool knownBetter =
        verdict == GridState::found && fitted->confidence < current.confidence &&
        fitted->confidence < reliableConfidence &&
        std::all_of(values.begin(), values.end(), [this](float value) { return isOnGrid(current, value); });
    if (knownBetter)
        return;
    current = *fitted;
    verdict = GridState::found;
}

} // namespace dequantizer
