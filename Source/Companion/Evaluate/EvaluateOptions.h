#pragma once

#include "Companion/SolverOptions.h"
#include "Realtime/MakeFrameSolver.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dequantizer
{

/// The options of `dequantizer evaluate`.
struct EvaluateOptions
{
    std::filesystem::path data;                   ///< a folder of sound files; or, if empty:
    std::vector<std::filesystem::path> manifests; ///< of corpora
    std::string part = "dev";                     ///< of the corpora
    std::vector<int> bits;                        ///< at least one depth, none twice
    std::optional<double> maxSeconds;             ///< of each file, from its beginning
    std::vector<std::string> baselines;
    int gaborIterations = 100;
    int jobs = 1;
    bool wholeFrames = false;
    bool perFile = false;
    std::string csvFile, jsonTarget;
    SolverOptions solver;
    Arithmetic arithmetic = Arithmetic::fixedPoint;

    /// Declares all of them.
    void addTo(CLI::App& command);

    /// Throws CLI::ParseError for what the options do not say one by one: nothing to evaluate, or a depth or baseline
    /// that is named twice.
    void check() const;
};

} // namespace dequantizer
