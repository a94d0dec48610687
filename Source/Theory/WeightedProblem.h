#pragma once

#include "Algorithm/AdaptiveBackPropagation.h"
#include "Operator/WindowedFourier.h"
#include "Theory/AdaptiveProblem.h"
#include "Theory/FrozenRecursion.h"

#include <vector>

namespace dequantizer
{

/// What an adaptive iteration solves once its bounds and steps no longer change: the convex problem with a weighted
/// norm
///
///     min_y  sum_i w_i b_i |(K y)_i|    subject to    lower <= y <= upper,
///
/// where w are the row weights, with the steps of the last learned iteration. Frames are independent.
class WeightedProblem
{
public:
    /// Runs `iterations` adaptive iterations and keeps their bounds and last steps.
    WeightedProblem(const AdaptiveProblem& problem, int iterations);

    /// The iteration before which the bounds changed last, counted from 0.
    [[nodiscard]] int lastUpdate() const noexcept { return updatedLast; }

    /// The largest sigma tau ||K||^2 of all adaptive iterations.
    [[nodiscard]] double largestProduct() const noexcept { return product; }

    [[nodiscard]] const AdaptiveProblem& problem() const noexcept { return source; }
    [[nodiscard]] const Matrix<double>& bounds() const noexcept { return lastControls.bounds; }

    /// Constant bounds and steps for a number of iterations.
    [[nodiscard]] IterationControls<double> controls(int iterations) const;

    [[nodiscard]] AdaptiveIterate<double> start(const WindowedFourier<double>& K) const;

    /// One iteration with the constant bounds and steps.
    void step(WindowedFourier<double>& K, AdaptiveIterate<double>& iterate) const;

    /// The relative duality gap of each frame at a feasible pair (y, psi), [m], as dualityGaps():
    /// P = sum_i w_i b_i |(K y)_i|,   D = min over the cells of <K^T psi, y'>.
    [[nodiscard]] Vector<double> gaps(WindowedFourier<double>& K, const AdaptiveIterate<double>& iterate) const;

private:
    const AdaptiveProblem& source;
    IterationControls<double> lastControls; // steps of one iteration, [1, m]
    int updatedLast = -1;
    double product = 0.0;
};

/// A primal-dual pair near the optimum, see OptimalPair.
struct WeightedPair
{
    AdaptiveIterate<double> iterate;
    int iterations = 0;
    double gap = 0.0;
    double movement = 0.0;
    Vector<int> settledFrom;

    [[nodiscard]] int settledFrames() const;
};

/// Iterates until the duality gap of every frame is at most `gap` and its masks have settled, or `iterations` times.
[[nodiscard]] WeightedPair solveToGap(const WeightedProblem& problem, double gap, int iterations,
                                      const TheoryProgress& progress);

/// The derivatives of the loss with respect to the constants of the weighted problem.
struct WeightedGradient
{
    Matrix<double> bounds; ///< with respect to ln b, [k, m]
    Vector<double> window; ///< [n]
};

/// The full gradient after L iterations from the usual start, from the history of at least as many iterations.
[[nodiscard]] WeightedGradient fullGradient(const WeightedProblem& problem, const AdaptiveHistory<double>& history,
                                            int iterations);

/// The truncated gradient of `backwardSteps` steps at `last`.
[[nodiscard]] WeightedGradient truncatedGradient(const WeightedProblem& problem, const AdaptiveIterate<double>& last,
                                                 int backwardSteps);

/// ||(delta_P, delta_D)|| of the full recursion, at index L - l.
[[nodiscard]] std::vector<double> deltaNorms(const WeightedProblem& problem, const AdaptiveHistory<double>& history);

/// The recursion with the derivatives of both projections frozen at `iterate`, see runFrozen(). `primalSum` and
/// `dualSum` of the result are empty; `limit` receives the gradient that the sums give. The residuals are
/// ||M_D K delta_P|| and ||M_P K^T delta_D|| with the derivatives M of the projections.
[[nodiscard]] FrozenRecursion runFrozen(const WeightedProblem& problem, const AdaptiveIterate<double>& iterate,
                                        double precision, int steps, WeightedGradient& limit,
                                        const TheoryProgress& progress);

} // namespace dequantizer
