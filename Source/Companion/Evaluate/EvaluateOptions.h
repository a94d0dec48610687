#pragma once

#include "Companion/Baselines/Baseline.h"
#include "Realtime/MakeFrameSolver.h"
#include "Restoration/SolverSettings.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace CLI
{
class App;
}

namespace dequantizer
{

/// The options of `dequantizer evaluate`.
struct EvaluateOptions
{
    std::filesystem::path data;                   ///< a folder of sound files; if empty, `manifests` is used
    std::vector<std::filesystem::path> manifests; ///< the manifests of corpora
    std::string part = "dev";                     ///< the part of the corpora to evaluate
    std::vector<int> bits;                        ///< at least one depth, without duplicates
    std::optional<double> maxSeconds;             ///< the duration evaluated, from the beginning of each file
    std::vector<std::string> baselines;
    GaborOptions gabor;
    int jobs = 1;
    bool wholeFrames = false;
    bool perFile = false;
    bool perGroup = false;
    std::string csvFile, jsonTarget;
    SolverSettings solver;
    std::optional<SolverAlgorithm> algorithm; ///< instead of that of the model
    std::optional<double> relaxation, inertia;
    Arithmetic arithmetic = Arithmetic::fixedPoint;

    /// The scheme that the user chose. `algorithm` must be set.
    [[nodiscard]] IterationScheme scheme() const
    {
        return IterationScheme::of(*algorithm, relaxation.value_or(defaultRelaxation),
                                   inertia.value_or(defaultInertia));
    }

    /// Declares the options.
    void addTo(CLI::App& command);

    /// Throws CLI::ParseError for errors that single options do not show: if there is nothing to evaluate, or a depth
    /// or baseline is given twice.
    void check() const;
};

} // namespace dequantizer
