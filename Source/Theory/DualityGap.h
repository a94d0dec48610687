#pragma once

#include "Theory/TheoryProblem.h"

namespace dequantizer
{

/// The relative duality gap of each frame at a feasible pair (y, psi), [m]:
///
///     (P - D) / P,   P = ||K y||_1,   D = min over the cells of <K^T psi, y'>,   which is >= 0 and 0 at an optimum.
///
/// If P is 0, the pair is optimal and the gap is 0.
[[nodiscard]] Vector<double> dualityGaps(const TheoryProblem& problem, const PrimalDualIterate<double>& iterate);

} // namespace dequantizer
