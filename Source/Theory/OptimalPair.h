#pragma once

#include "Theory/TheoryProblem.h"

#include <functional>

namespace dequantizer
{

/// Called now and then with which part of the work is done, 0 .. 1. What it throws ends the work.
using TheoryProgress = std::function<void(double)>;

/// A pair near the optimum, and how the way there went.
struct OptimalPair
{
    PrimalDualIterate<double> iterate;
    int iterations = 0;
    double gap = 0.0;        ///< the largest relative duality gap of a frame
    double movement = 0.0;   ///< the largest of the last iteration: of y in cell widths, of psi as it is
    Vector<int> settledFrom; ///< l0 of each frame, [m]: the masks of all iterations l >= l0 are those of the last

    /// Whether the masks of frame m stayed as they are for the second half of the way.
    [[nodiscard]] bool settled(Eigen::Index m) const { return 2 * settledFrom(m) <= iterations; }
    [[nodiscard]] int settledFrames() const;
};

/// Iterates until every frame's duality gap is at most `gap` and its masks have settled, or `iterations` are done.
[[nodiscard]] OptimalPair solveToGap(const TheoryProblem& problem, double gap, int iterations,
                                     const TheoryProgress& progress);

} // namespace dequantizer
