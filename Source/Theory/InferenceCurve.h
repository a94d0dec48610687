#pragma once

#include "Model/Model.h"
#include "Theory/TheoryProblem.h"

#include <functional>
#include <utility>
#include <vector>

namespace dequantizer
{

/// The error of a model as a function of the number of iterations.
struct InferenceCurve
{
    std::vector<std::pair<int, double>> points; ///< (L, mean squared error), L ascending, including the model's L
    double quantisedError = 0.0;                ///< mean squared error of the quantised frames

    /// `error` in dB relative to the error of the quantised frames.
    [[nodiscard]] double decibels(double error) const;

    /// The point at `iterations`, which must exist.
    [[nodiscard]] const std::pair<int, double>& at(int iterations) const;

    /// The point with the smallest error.
    [[nodiscard]] const std::pair<int, double>& best() const;

    /// The L from which on the error stays within 1 % of the last.
    [[nodiscard]] int convergedFrom() const;
};

/// Measures on clean `frames`, [n, m], with up to `lastIteration` iterations. The frames are quantised to the whole
/// number of bits nearest to that of the model. `progress` receives the completed share of the work, 0 .. 1.
[[nodiscard]] InferenceCurve measureInference(const Model& model, const Matrix<float>& frames, int lastIteration,
                                              const std::function<void(double)>& progress);

} // namespace dequantizer
