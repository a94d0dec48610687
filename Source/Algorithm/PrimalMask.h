#pragma once

namespace dequantizer
{

/// Where a gradient passes through the primal projection y' = clip(z_P, lower, upper).
enum class PrimalMask
{
    cell,   ///< exact: where z_P lies in the cell, lower <= z_P <= upper
    widened ///< as in the published training code: where |z_P - x| <= 1, in practice everywhere
};

/// The radius of the widened mask, in signal units.
inline constexpr double widenedMaskRadius = 1.0;

} // namespace dequantizer
