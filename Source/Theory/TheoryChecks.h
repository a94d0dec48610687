#pragma once

#include "Theory/CheckScope.h"
#include "Theory/Claim.h"
#include "Theory/DeltaDecay.h"
#include "Theory/FiniteDifferences.h"
#include "Theory/FrozenRecursion.h"
#include "Theory/GradientCost.h"
#include "Theory/GradientStudy.h"
#include "Theory/ImplicitStudy.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace dequantizer
{

/// All results, for display and for figures.
struct TheoryReport
{
    std::vector<Claim> claims;
    DifferenceFigures fullDifferences, truncatedDifferences;
    GradientStudy study;
    ImplicitStudy implicit; ///< of dense models only
    GeometricBound bound;
    double gap = 0.0;        ///< relative duality gap of the optimal pair
    int gapIterations = 0;   ///< the number of iterations to reach it
    Vector<int> settledFrom; ///< OptimalPair::settledFrom
    int settledFrames = 0;
    FrozenRecursion frozen;
    std::vector<std::pair<int, double>> limitDistances; ///< (L, relative distance of the full gradient to the limit)
    std::vector<GradientCost> costs;
    double quantisedError = 0.0;
    std::vector<std::pair<int, double>> inference; ///< (L, mean squared error)

    // Of Fourier models only:
    int boundsSettledFrom = -1;                       ///< the iteration (from 0) before which the bounds change last
    std::vector<TruncationFigures> learnedTruncation; ///< of the gradient with respect to the learned numbers

    /// True if no claim has failed.
    [[nodiscard]] bool passed() const
    {
        return std::ranges::none_of(claims, [](const Claim& claim) { return claim.outcome == Outcome::fail; });
    }
};

/// Receives the name of the current check and the completed share of it, 0 .. 1. What it throws aborts the checks.
using CheckProgress = std::function<void(const char*, double)>;

/// Checks all claims for `model` on a selection of the clean frames `voice`, [n, m], whose size `scope` determines: on
/// loud frames for the gradients, on any frames for the inference curve.
[[nodiscard]] TheoryReport checkTheory(const Model& model, const Matrix<float>& voice, const CheckScope& scope,
                                       const Gradients& gradients, const CheckProgress& progress);

} // namespace dequantizer
