#pragma once

namespace dequantizer
{

/// The value at `distance` (in zero crossings) of a Kaiser-windowed sinc with `crossings` > 0 zero crossings on each
/// side; 0 beyond. `beta` is the shape of the window, about 0.11 (A - 8.7) for a stop band at -A dB.
[[nodiscard]] double kaiserSinc(double distance, double crossings, double beta) noexcept;

} // namespace dequantizer
