#pragma once

#include "Algorithm/IterationScheme.h"
#include "Companion/Reproduce/ReproduceOptions.h"
#include "Training/TrainingSettings.h"

#include <string>
#include <vector>

namespace dequantizer
{

/// What an algorithm is run with in the comparison of algorithms.
struct Tuning
{
    IterationScheme scheme;
    double weight = 0.0; ///< of the steps, see stepSizesFromWeight()
};

/// A training of the comparison.
struct ComparedRun
{
    SolverAlgorithm algorithm;
    int iterations; ///< L
    GradientMode gradient;

    /// For files and tables.
    [[nodiscard]] std::string name() const;
};

/// The name of an algorithm that iterates with the cosine transform.
[[nodiscard]] std::string untrainedName(SolverAlgorithm algorithm);

/// Algorithm `index` of algorithmNames.
[[nodiscard]] constexpr SolverAlgorithm algorithmAt(std::size_t index)
{
    return static_cast<SolverAlgorithm>(index);
}

/// The relaxations and inertias from which the best is chosen.
[[nodiscard]] std::vector<IterationScheme> candidatesOf(SolverAlgorithm algorithm);

/// The trainings, those that matter most first, so that an interrupted comparison is of use.
[[nodiscard]] std::vector<ComparedRun> comparedRuns(const ReproduceOptions& options);

/// The numbers of iterations at which the error is measured: each up to 20, then ten per decade, and `last`.
[[nodiscard]] std::vector<int> curveLengths(int last);

} // namespace dequantizer
