#pragma once

namespace dequantizer
{

/// The value at `distance` (in zero crossings) of a sinc under a Kaiser window that ends after `crossings` > 0 zero
/// crossings a side; 0 beyond. `beta` is the window's shape, about 0.11 (A - 8.7) for a stop band at -A dB.
[[nodiscard]] double kaiserSinc(double distance, double crossings, double beta) noexcept;

} // namespace dequantizer
