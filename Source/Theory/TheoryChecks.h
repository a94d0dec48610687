#pragma once

#include "Theory/Claim.h"
#include "Theory/DeltaDecay.h"
#include "Theory/FiniteDifferences.h"
#include "Theory/FrozenRecursion.h"
#include "Theory/GradientCost.h"
#include "Theory/GradientStudy.h"

#include <utility>
#include <vector>

namespace dequantizer
{

/// How much the checks do.
struct CheckScope
{
    int frames = 4;                                      ///< in double precision, for the gradients
    int kernelFrames = 15;                               ///< one by one, for the single-precision kernels
    int inferenceFrames = 256;                           ///< in single precision, for the inference curve
    std::vector<int> iterations{10, 30, 100, 300, 1000}; ///< L of the gradients
    std::vector<int> backwardSteps{1, 5, 10, 30, 100};   ///< b
    std::vector<int> costIterations{10, 30, 100, 300, 1000};
    int costBatch = 32;
    int optimalIterations = 100'000;  ///< at most, towards the optimal pair
    double optimalGap = 1e-9;         ///< relative
    int frozenSteps = 30'000;         ///< at most, of the backward recursion at the optimum
    int inferenceIterations = 10'000; ///< where the inference curve ends

    /// All claims in seconds, with fewer frames and smaller L.
    [[nodiscard]] static CheckScope quick();
};

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
    [[nodiscard]] bool passed() const;
};

/// What the checks report of their progress: what they do, and which part of it is done. What it throws ends them.
using CheckProgress = std::function<void(const char*, double)>;

/// Tries all claims on `model` with clean frames `voice`, [n, m], of which it takes as many as it needs: for the
/// gradients loud ones alone, for the inference curve any.
[[nodiscard]] TheoryReport checkTheory(const Model& model, const Matrix<float>& voice, const CheckScope& scope,
                                       const Gradients& gradients, const CheckProgress& progress);

} // namespace dequantizer
