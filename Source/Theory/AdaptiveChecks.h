#pragma once

#include "Theory/AdaptiveProblem.h"
#include "Theory/TheoryChecks.h"

namespace dequantizer
{

/// Checks the claims for a Fourier model, with quantisation step `delta`, on a selection of the clean frames `voice`,
/// [n, m]: the gradients through the networks of the bounds; from which iteration on the bounds are constant; and, for
/// the convex problem with a weighted norm that remains, the claims of checkTheory(). The keys of claims that exist
/// there are the same.
[[nodiscard]] TheoryReport checkAdaptiveTheory(const Model& model, double delta, const Matrix<float>& voice,
                                               const CheckScope& scope, const AdaptiveGradients& gradients,
                                               const CheckProgress& progress);

} // namespace dequantizer
