#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace dequantizer
{

/// The distinct values that a stretch of sound has taken, in ascending order. Only the constructor allocates.
class LevelSet
{
public:
    /// At most `capacity` values are kept.
    explicit LevelSet(std::size_t capacity);

    /// Adds a finite value; true if it is new and there was room for it. Takes time in the order of the number of
    /// values, and of its logarithm for a value that is there already.
    bool insert(float value) noexcept;

    /// Forgets all values.
    void clear() noexcept;

    [[nodiscard]] std::span<const float> values() const noexcept { return {sorted.data(), count}; }

    /// The smallest difference of two values; infinite if there are fewer than two.
    [[nodiscard]] double smallestGap() const noexcept { return gap; }

private:
    std::vector<float> sorted;
    std::size_t count = 0;
    double gap = std::numeric_limits<double>::infinity();
};

} // namespace dequantizer
