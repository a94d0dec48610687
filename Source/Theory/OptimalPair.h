#pragma once

#include "Theory/TheoryProblem.h"

#include <functional>

namespace dequantizer
{

/// Called regularly with the completed share of the work, 0 .. 1. An exception that it throws aborts the work.
using TheoryProgress = std::function<void(double)>;

/// How often solveToGap() computes the gap and calls `progress`.
inline constexpr int iterationsBetweenGaps = 100;

/// A primal-dual pair near the optimum, and the course of the iteration.
struct OptimalPair
{
    PrimalDualIterate<double> iterate;
    int iterations = 0;
    double gap = 0.0;        ///< the largest relative duality gap of a frame
    double movement = 0.0;   ///< the largest change in the last iteration, of y in cell widths or of psi
    Vector<int> settledFrom; ///< l0 of each frame, [m]: all iterations l >= l0 have the same masks

    /// Whether the masks of frame m did not change in the second half of the iterations.
    [[nodiscard]] bool settled(Eigen::Index m) const { return 2 * settledFrom(m) <= iterations; }
    [[nodiscard]] int settledFrames() const;
};

/// Iterates until the duality gap of every frame is at most `gap` and its masks have settled, or `iterations` times.
[[nodiscard]] OptimalPair solveToGap(const TheoryProblem& problem, double gap, int iterations,
                                     const TheoryProgress& progress);

} // namespace dequantizer
