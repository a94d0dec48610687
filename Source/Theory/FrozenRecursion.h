#pragma once

#include "Theory/OptimalPair.h"

#include <vector>

namespace dequantizer
{

/// The state of the backward recursion after a number of steps.
struct FrozenPoint
{
    int step;              ///< the number of backward steps, >= 1
    double delta;          ///< ||(delta_P, delta_D)||
    double primalResidual; ///< ||mask_D K delta_P||: 0 if delta_P lies in the kernel of the masked K
    double dualResidual;   ///< ||mask_P K^T delta_D||: 0 if delta_D lies in the kernel of its transpose
};

/// The backward recursion with the masks frozen at one iterate. Brauer & Lorenz (EUSIPCO 2023) analyse its limit for
/// infinitely many steps.
struct FrozenRecursion
{
    std::vector<FrozenPoint> points; ///< at step numbers that increase by a tenth each, and at the last step
    Matrix<double> primalSum;        ///< Delta_P, [n, m]: the sum of all delta_P
    Matrix<double> dualSum;          ///< Delta_D, [k, m]
    int steps = 0;

    /// The remaining share of delta: its norm at the last step divided by that at the first.
    [[nodiscard]] double remaining() const;
};

/// Runs until the remaining share of delta is at most `precision`, but for no more than `steps` steps.
[[nodiscard]] FrozenRecursion runFrozen(const TheoryProblem& problem, const PrimalDualIterate<double>& iterate,
                                        double precision, int steps, const TheoryProgress& progress);

/// The limit formula sigma Delta_D (y*)^T - tau psi* (Delta_P)^T, [k, n].
[[nodiscard]] Matrix<double> limitGradient(const TheoryProblem& problem, const PrimalDualIterate<double>& iterate,
                                           const FrozenRecursion& recursion);

} // namespace dequantizer
