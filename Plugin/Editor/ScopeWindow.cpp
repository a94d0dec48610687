#include "Plugin/Editor/ScopeWindow.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

namespace
{
constexpr float silence = 1e-5f;

// Narrower cells are those of sound that is taken as known exactly.
constexpr float narrowestCell = 1e-6f;

// Over the peak, of the range.
constexpr float headroom = 0.12f;
} // namespace

ScopeWindow chooseScopeWindow(std::span<const SeenSample> sound, std::size_t count)
{
    ScopeWindow window;
    if (count == 0 || sound.size() < count)
        return window;
    const auto lower = [](const SeenSample& a, const SeenSample& b) { return a.restored < b.restored; };
    const auto middles = sound.subspan(count / 2, sound.size() - count + 1);
    const auto peak = std::max_element(middles.begin(), middles.end(), lower);
    window.start = static_cast<std::size_t>(peak - middles.begin());
    window.count = count;

    float largest = 0.0f;
    for (const auto& sample : sound.subspan(window.start, count))
        largest = std::max({largest, std::abs(sample.lower), std::abs(sample.upper), std::abs(sample.restored)});
    const bool isAudible = std::any_of(
        sound.begin() + static_cast<std::ptrdiff_t>(window.start),
        sound.begin() + static_cast<std::ptrdiff_t>(window.start + count),
        [](const SeenSample& sample) { return std::max(std::abs(sample.input), std::abs(sample.restored)) > silence; });
    if (!isAudible || !std::isfinite(largest))
        return window;
    window.isSilent = false;

    // In steps of 3 dB, lest the picture breathes.
    const float range = std::exp2(0.5f * std::ceil(2.0f * std::log2(largest)));
    window.lowest = -range;
    window.highest = range;
    const float height = mostCellsShown * cellWidth(*peak);
    if (cellWidth(*peak) > narrowestCell && 2.0f * range > height)
    {
        window.highest = peak->restored + headroom * height;
        window.lowest = window.highest - height;
    }
    return window;
}

} // namespace dequantizer
