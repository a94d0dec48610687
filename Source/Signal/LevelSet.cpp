#include "Signal/LevelSet.h"

#include <algorithm>

namespace dequantizer
{

LevelSet::LevelSet(std::size_t capacity) : sorted(capacity) {}

bool LevelSet::insert(float value) noexcept
{
    const auto begin = sorted.begin();
    const auto end = begin + static_cast<std::ptrdiff_t>(count);
    const auto place = std::lower_bound(begin, end, value);
    if (count == sorted.size() || (place != end && *place == value))
        return false;

    if (place != end)
        gap = std::min(gap, static_cast<double>(*place) - static_cast<double>(value));
    if (place != begin)
        gap = std::min(gap, static_cast<double>(value) - static_cast<double>(*(place - 1)));
    std::move_backward(place, end, end + 1);
    *place = value;
    ++count;
    return true;
}

void LevelSet::clear() noexcept
{
    count = 0;
    gap = std::numeric_limits<double>::infinity();
}

} // namespace dequantizer
