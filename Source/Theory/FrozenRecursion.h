#pragma once

#include "Theory/OptimalPair.h"

#include <vector>

namespace dequantizer
{

/// The backward recursion at one place of the way.
struct FrozenPoint
{
    int step;              ///< backward steps done, >= 1
    double delta;          ///< ||(delta_P, delta_D)||
    double primalResidual; ///< ||mask_D K delta_P||: 0 where delta_P lies in the kernel of the masked K
    double dualResidual;   ///< ||mask_P K^T delta_D||: 0 where delta_D lies in the kernel of its transpose
};

/// The backward recursion with the masks frozen at one iterate, as Brauer & Lorenz (EUSIPCO 2023) let it run to its
/// limit.
struct FrozenRecursion
{
    std::vector<FrozenPoint> points; ///< at steps that grow by a tenth, the last step included
    Matrix<double> primalSum;        ///< Delta_P, [n, m]: the sum of all delta_P
    Matrix<double> dualSum;          ///< Delta_D, [k, m]
    int steps = 0;

    /// What is left of delta: its length at the end over that at the first step.
    [[nodiscard]] double remaining() const;
};

/// Runs until delta is below `precision` of what it was, or for `steps`.
[[nodiscard]] FrozenRecursion runFrozen(const TheoryProblem& problem, const PrimalDualIterate<double>& iterate,
                                        double precision, int steps, const TheoryProgress& progress);

/// The limit formula sigma Delta_D (y*)^T - tau psi* (Delta_P)^T, [k, n].
[[nodiscard]] Matrix<double> limitGradient(const TheoryProblem& problem, const PrimalDualIterate<double>& iterate,
                                           const FrozenRecursion& recursion);

} // namespace dequantizer
