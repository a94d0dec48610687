#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace dequantizer
{

inline constexpr std::size_t barkBandCount = 24;

/// The limits of the critical bands of hearing in Hz: E. Zwicker, "Subdivision of the audible frequency range into
/// critical bands", J. Acoust. Soc. Am. 33 (1961), 248.
inline constexpr std::array<double, barkBandCount + 1> barkBandLimits{
    0.0,    100.0,  200.0,  300.0,  400.0,  510.0,  630.0,  770.0,  920.0,  1080.0, 1270.0,  1480.0, 1720.0,
    2000.0, 2320.0, 2700.0, 3150.0, 3700.0, 4400.0, 5300.0, 6400.0, 7700.0, 9500.0, 12000.0, 15500.0};

/// The rows of a spectrum in each critical band.
struct BarkBandRows
{
    /// Band q has rows begins[q] .. begins[q + 1] - 1, or none.
    std::array<std::size_t, barkBandCount + 1> begins{};

    /// For `rows` rows, row i at i * `hertzPerRow` Hz (> 0).
    BarkBandRows(std::size_t rows, double hertzPerRow)
    {
        std::transform(
            barkBandLimits.begin(), barkBandLimits.end(), begins.begin(),
            [&](double hertz)
            { return static_cast<std::size_t>(std::min(std::ceil(hertz / hertzPerRow), static_cast<double>(rows))); });
    }
    BarkBandRows() = default;

    [[nodiscard]] std::size_t count(std::size_t band) const noexcept { return begins[band + 1] - begins[band]; }
};

} // namespace dequantizer
