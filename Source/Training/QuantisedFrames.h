#pragma once

#include "Algorithm/PrimalDual.h"
#include "Signal/Quantiser.h"

namespace dequantizer
{

/// What the quantiser leaves of each sample of `clean`, and the cell that it then knows the sample to lie in; all [n,
/// m]. The memory of `cells` is used again where the sizes agree.
void quantise(const Matrix<float>& clean, const MidRiseQuantiser& quantiser, CellFrames<float>& cells);

} // namespace dequantizer
