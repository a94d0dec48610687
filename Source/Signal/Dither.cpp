#include "Signal/Dither.h"

#include <algorithm>

namespace dequantizer
{

namespace
{
// The least of several means lies below the variance.
struct Heights
{
    Dither dither;
    double least, most; // Delta^2 / 12
};
constexpr Heights heightsOfDither[] = {{Dither::rectangular, 1.7, 2.15}, {Dither::triangular, 2.6, 3.2}};
} // namespace

std::optional<Dither> ditherOf(const NoiseFloor::FloorOfBands& floor, double delta) noexcept
{
    const double unit = delta * delta / 12.0;
    for (const auto& [dither, least, most] : heightsOfDither)
    {
        const auto within =
            std::count_if(floor.begin(), floor.end(), [&, high = most](double power) { return power <= high * unit; });
        const bool isLeast = *std::min_element(floor.begin(), floor.end()) >= least * unit;
        if (isLeast && 2 * static_cast<std::size_t>(within) >= floor.size())
            return dither;
    }
    return std::nullopt;
}

} // namespace dequantizer
