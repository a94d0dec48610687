#pragma once

#include "Theory/OptimalPair.h"

#include <span>
#include <vector>

namespace dequantizer
{

/// How close the truncated gradient is to the full one.
struct TruncationFigures
{
    int iterations;          ///< L
    int backwardSteps;       ///< b
    double cosine;           ///< of the angle between the two gradients with respect to K
    double relativeDistance; ///< ||truncated - full|| / ||full||
};

/// The gradients with respect to K for several L, from a single forward pass.
struct GradientStudy
{
    std::vector<int> iterations;               ///< L, ascending
    std::vector<Matrix<double>> full;          ///< the full gradient for each, [k, n]
    std::vector<TruncationFigures> truncation; ///< for each L and each b
    std::vector<double> deltas;                ///< deltaNorms() for the largest L
};

/// `iterations` and `backwardSteps` are in ascending order.
[[nodiscard]] GradientStudy studyGradients(const TheoryProblem& problem, const Gradients& gradients,
                                           std::span<const int> iterations, std::span<const int> backwardSteps,
                                           const TheoryProgress& progress);

/// <one, other> / (||one|| ||other||); 1 if both are 0, 0 if only one of them is.
[[nodiscard]] double cosineBetween(const Matrix<double>& one, const Matrix<double>& other);

/// ||one - other|| / ||other||; 0 if both are 0.
[[nodiscard]] double relativeDistance(const Matrix<double>& one, const Matrix<double>& other);

} // namespace dequantizer
