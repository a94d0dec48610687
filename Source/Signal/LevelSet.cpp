#include "Signal/LevelSet.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace dequantizer
{

namespace
{
// Multiplicative hashing (D. E. Knuth, The Art of Computer Programming 3, section 6.4); 10 bits for `recent`.
std::size_t placeOf(float value) noexcept
{
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    return (bits * 2654435769u) >> 22;
}
} // namespace

LevelSet::LevelSet(std::size_t capacity) : sorted(capacity)
{
    clear();
}

bool LevelSet::insert(float value) noexcept
{
    float& known = recent[placeOf(value)];
    if (known == value)
        return false;
    const auto begin = sorted.begin();
    const auto end = begin + static_cast<std::ptrdiff_t>(count);
    const auto place = std::lower_bound(begin, end, value);
    if (place != end && *place == value)
    {
        known = value;
        return false;
    }
    if (count == sorted.size())
        return false;
    known = value;

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
    recent.fill(std::numeric_limits<float>::quiet_NaN());
    gap = std::numeric_limits<double>::infinity();
}

} // namespace dequantizer
