#pragma once

#include "Theory/OptimalPair.h"

#include <vector>

namespace dequantizer
{

/// ||delta^{l,L}|| = ||(delta_P, delta_D)|| of the full recursion, at index L - l: what the limit theorem's assumption
/// ||delta^{l,L}|| <= c kappa^{L-l} is about. `history` is of L iterations and stays as it is; `outputGradient` is the
/// loss's derivative with respect to y^L.
[[nodiscard]] std::vector<double> deltaNorms(const TheoryProblem& problem, const PrimalDualHistory<double>& history,
                                             const Matrix<double>& outputGradient);

/// The bound c kappa^j above a sequence.
struct GeometricBound
{
    double kappa = 1.0; ///< by a line through the logarithms of the sequence's second half
    double c = 0.0;     ///< the smallest with which the bound holds over the whole sequence
    double fall = 1.0;  ///< the last over the largest value

    /// Whether the sequence looks geometric: it falls, to the end, and by more than a bounded wiggle would.
    [[nodiscard]] bool holds() const { return kappa < 1.0 && fall < 1e-2; }
};
[[nodiscard]] GeometricBound fitGeometricBound(const std::vector<double>& sequence);

} // namespace dequantizer
