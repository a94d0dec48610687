#pragma once

#include "Companion/Evaluate/FileEvaluation.h"

#include <span>
#include <string>
#include <vector>

namespace dequantizer
{

/// Means over several files: of the squared error over all their samples, of the decibels over the files.
struct MeanErrors
{
    double mse = 0.0, snrDb = 0.0, segmentalSnrDb = 0.0, nmrDb = 0.0;
};

/// What one method did to several files.
struct MethodSummary
{
    MeanErrors mean;
    double leastGainDb = 0.0;  ///< the smallest increase in SNR
    std::string leastGainFile; ///< and its file
    int madeWorse = 0;         ///< files with less SNR than they had
};

/// What happened to several files.
struct EvaluationSummary
{
    std::string material; ///< of all files; empty for files of any material
    int files = 0;
    MeanErrors quantised;
    MethodSummary restored;
    std::vector<MethodSummary> baselines; ///< in the order of the baselines evaluated
    double realTimeFactor = 0.0;
};

/// Of one or more files.
[[nodiscard]] EvaluationSummary summarise(std::span<const FileFigures> files);

/// One summary for each material that the files name, in the order of their names.
[[nodiscard]] std::vector<EvaluationSummary> summariseMaterials(std::span<const FileFigures> files);

} // namespace dequantizer
