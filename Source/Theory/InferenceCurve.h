#pragma once

#include "Model/Model.h"
#include "Theory/TheoryProblem.h"

#include <functional>
#include <utility>
#include <vector>

namespace dequantizer
{

/// A model's error against the number of iterations.
struct InferenceCurve
{
    std::vector<std::pair<int, double>> points; ///< (L, mean squared error), L ascending, the model's own L among them
    double quantisedError = 0.0;                ///< mean squared error of the quantised frames

    /// An error in dB of the quantised frames'.
    [[nodiscard]] double decibels(double error) const;

    /// The point at `iterations`, which must be one of the curve's.
    [[nodiscard]] const std::pair<int, double>& at(int iterations) const;

    /// The point of the smallest error.
    [[nodiscard]] const std::pair<int, double>& best() const;

    /// The L from which on the error stays within a hundredth of the last.
    [[nodiscard]] int convergedFrom() const;
};

/// Measures clean `frames`, [n, m], up to `lastIteration` iterations, quantised to the whole number of bits that is
/// nearest to the model's. `progress` hears which part of the work is done.
[[nodiscard]] InferenceCurve measureInference(const Model& model, const Matrix<float>& frames, int lastIteration,
                                              const std::function<void(double)>& progress);

} // namespace dequantizer
