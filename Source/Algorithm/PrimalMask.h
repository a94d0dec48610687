#pragma once

namespace dequantizer
{

/// Where a gradient passes the primal projection y' = clip(z_P, lower, upper).
enum class PrimalMask
{
    cell,   ///< exact: where z_P lies in the cell, lower <= z_P <= upper
    widened ///< as the published training code: where |z_P - x| <= 1, which in practice is everywhere
};

/// The radius of the widened mask, in signal units.
inline constexpr double widenedMaskRadius = 1.0;

} // namespace dequantizer
