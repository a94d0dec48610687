#pragma once

namespace dequantizer
{

/// The interval that contains the true value of a quantised sample, in signal units.
struct Cell
{
    float lower;

    /// The middle of the interval, where the iteration starts. It is the quantised sample itself, bit for bit, where
    /// the cell is centred on it.
    float centre;

    float upper;
};

} // namespace dequantizer
