#pragma once

#include "Algorithm/PrimalDual.h"
#include "Signal/Quantiser.h"

namespace dequantizer
{

/// Quantises each sample of `clean` and writes its cell and the centre of the cell, where the iteration starts, to
/// `cells`; all are [n, m]. Reuses the memory of `cells` if the sizes agree.
void quantise(const Matrix<float>& clean, const Quantiser& quantiser, CellFrames<float>& cells);

} // namespace dequantizer
