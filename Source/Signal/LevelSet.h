#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace dequantizer
{

/// The distinct values of a section of audio, in ascending order. Only the constructor allocates.
class LevelSet
{
public:
    /// `capacity` is the maximum number of values.
    explicit LevelSet(std::size_t capacity);

    /// Adds a finite value. Returns true if it is new and there was room for it. A new value takes time linear in the
    /// number of values, a known one logarithmic time, or less if it came recently.
    bool insert(float value) noexcept;

    /// Removes all values.
    void clear() noexcept;

    [[nodiscard]] std::span<const float> values() const noexcept { return {sorted.data(), count}; }

    /// The smallest difference between two values; infinite if there are fewer than two.
    [[nodiscard]] double smallestGap() const noexcept { return gap; }

private:
    std::vector<float> sorted;
    std::array<float, 1024> recent{}; // values in the set, by a hash of their bits; others are NaN
    std::size_t count = 0;
    double gap = std::numeric_limits<double>::infinity();
};

} // namespace dequantizer
