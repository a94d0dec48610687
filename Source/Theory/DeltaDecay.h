#pragma once

#include "Theory/OptimalPair.h"

#include <vector>

namespace dequantizer
{

/// ||delta^{l,L}|| = ||(delta_P, delta_D)|| of the full recursion, at index L - l. The limit theorem assumes that
/// ||delta^{l,L}|| <= c kappa^{L-l}. `history` is that of L iterations and is not changed; `outputGradient` is the
/// derivative of the loss with respect to y^L.
[[nodiscard]] std::vector<double> deltaNorms(const TheoryProblem& problem, const PrimalDualHistory<double>& history,
                                             const Matrix<double>& outputGradient);

/// The upper bound c kappa^j of a sequence.
struct GeometricBound
{
    double kappa = 1.0; ///< from a line fitted to the logarithms of the second half of the sequence
    double c = 0.0;     ///< the smallest c for which the bound holds over the whole sequence
    double fall = 1.0;  ///< the last value divided by the largest

    /// Whether the sequence decays geometrically: kappa is below 1, and the last value is far below the largest.
    [[nodiscard]] bool holds() const { return kappa < 1.0 && fall < 1e-2; }
};
[[nodiscard]] GeometricBound fitGeometricBound(const std::vector<double>& sequence);

} // namespace dequantizer
