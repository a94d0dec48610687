#pragma once

namespace dequantizer
{

/// The interval that contains the true value of a quantised sample, in signal units.
struct Cell
{
    float lower;

    /// The middle of the interval, where the iteration starts. In a centred cell it is the quantised sample itself, bit
    /// for bit.
    float centre;

    float upper;
};

} // namespace dequantizer
