#pragma once

#include "Theory/CheckScope.h"
#include "Theory/Claim.h"
#include "Theory/DeltaDecay.h"
#include "Theory/FiniteDifferences.h"
#include "Theory/FrozenRecursion.h"
#include "Theory/GradientCost.h"
#include "Theory/GradientStudy.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace dequantizer
{

/// Everything that was found, for people and for figures.
struct TheoryReport
{
    std::vector<Claim> claims;
    DifferenceFigures fullDifferences, truncatedDifferences;
    GradientStudy study;
    GeometricBound bound;
    double gap = 0.0;        ///< relative duality gap of the optimal pair
    int gapIterations = 0;   ///< that it took
    Vector<int> settledFrom; ///< OptimalPair::settledFrom
    int settledFrames = 0;
    FrozenRecursion frozen;
    std::vector<std::pair<int, double>> limitDistances; ///< (L, relative distance of the full gradient to the limit)
    std::vector<GradientCost> costs;
    double quantisedError = 0.0;
    std::vector<std::pair<int, double>> inference; ///< (L, mean squared error)

    /// No claim that should hold always has failed.
    [[nodiscard]] bool passed() const
    {
        return std::ranges::none_of(claims, [](const Claim& claim) { return claim.outcome == Outcome::fail; });
    }
};

/// What the checks report of their progress: what they do, and which part of it is done. What it throws ends them.
using CheckProgress = std::function<void(const char*, double)>;

/// Tries all claims on `model` with clean frames `voice`, [n, m], of which it takes as many as it needs: for the
/// gradients loud ones alone, for the inference curve any.
[[nodiscard]] TheoryReport checkTheory(const Model& model, const Matrix<float>& voice, const CheckScope& scope,
                                       const Gradients& gradients, const CheckProgress& progress);

} // namespace dequantizer
