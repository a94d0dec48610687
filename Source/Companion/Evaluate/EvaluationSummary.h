#pragma once

#include "Companion/Evaluate/FileEvaluation.h"

#include <span>
#include <string>
#include <vector>

namespace dequantizer
{

/// Means over several files: the squared error over all samples, and the other values over the files.
struct MeanErrors
{
    double mse = 0.0, snrDb = 0.0, segmentalSnrDb = 0.0, nmrDb = 0.0, loudnessDifference = 0.0;
};

/// The results of one method on several files.
struct MethodSummary
{
    MeanErrors mean;
    double leastGainDb = 0.0;  ///< the smallest increase in SNR
    std::string leastGainFile; ///< the file with that increase
    int madeWorse = 0;         ///< the number of files with a lower SNR than before
};

/// The results of all methods on several files.
struct EvaluationSummary
{
    std::string material; ///< of all files; empty if they may have different ones
    std::string group;    ///< of all files; empty if they may have different ones
    int files = 0;
    MeanErrors quantised;
    MethodSummary restored;
    std::vector<MethodSummary> baselines; ///< in the order of the evaluated baselines
    double realTimeFactor = 0.0;
};

/// The summary of one or more files.
[[nodiscard]] EvaluationSummary summarise(std::span<const FileFigures> files);

/// One summary for each material of the files, sorted by name.
[[nodiscard]] std::vector<EvaluationSummary> summariseMaterials(std::span<const FileFigures> files);

/// One summary for each speaker, piece, kit or instrument, sorted by material and name.
[[nodiscard]] std::vector<EvaluationSummary> summariseGroups(std::span<const FileFigures> files);

} // namespace dequantizer
