#include "Plugin/Editor/ScopeWindow.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr float leastScopeLevel = 1e-5f;

// Narrower cells belong to samples that count as exact.
constexpr float minCellWidth = 1e-6f;

// Above the peak, as a fraction of the range.
constexpr float headroom = 0.12f;
} // namespace

ScopeWindow chooseScopeWindow(std::span<const ScopeSample> samples, std::size_t count)
{
    ScopeWindow window;
    if (count == 0 || samples.size() < count)
        return window;
    const auto lower = [](const ScopeSample& a, const ScopeSample& b) { return a.restored < b.restored; };
    const auto middles = samples.subspan(count / 2, samples.size() - count + 1);
    const auto peak = std::max_element(middles.begin(), middles.end(), lower);
    window.start = static_cast<std::size_t>(peak - middles.begin());
    window.count = count;

    float largest = 0.0f;
    for (const auto& sample : samples.subspan(window.start, count))
        largest = std::max({largest, std::abs(sample.lower), std::abs(sample.upper), std::abs(sample.restored)});
    const bool isAudible =
        std::any_of(samples.begin() + static_cast<std::ptrdiff_t>(window.start),
                    samples.begin() + static_cast<std::ptrdiff_t>(window.start + count),
                    [](const ScopeSample& sample)
                    { return std::max(std::abs(sample.input), std::abs(sample.restored)) > leastScopeLevel; });
    if (!isAudible || !std::isfinite(largest))
        return window;
    window.isSilent = false;

    // In steps of 3 dB, to keep the scale steady.
    const float range = std::exp2(0.5f * std::ceil(2.0f * std::log2(largest)));
    window.bottom = -range;
    window.top = range;
    const float height = maxCellsShown * cellWidth(*peak);
    if (cellWidth(*peak) > minCellWidth && 2.0f * range > height)
    {
        window.top = peak->restored + headroom * height;
        window.bottom = window.top - height;
    }
    return window;
}

} // namespace dequantizer
