#pragma once

#include "Algorithm/PrimalDual.h"
#include "Signal/Quantiser.h"

namespace dequantizer
{

/// Quantises each sample of `clean`: its cell and the cell's centre, where the iteration starts; all [n, m]. The memory
/// of `cells` is used again where the sizes agree.
void quantise(const Matrix<float>& clean, const Quantiser& quantiser, CellFrames<float>& cells);

} // namespace dequantizer
