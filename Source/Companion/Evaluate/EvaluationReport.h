#pragma once

#include "Companion/Evaluate/EvaluationRun.h"

#include <nlohmann/json_fwd.hpp>

#include <ostream>
#include <string>
#include <vector>

namespace dequantizer
{

/// A header row, then one row for each depth and file, in this order. New columns are only added at the end.
[[nodiscard]] std::string evaluationCsv(const std::vector<DepthFigures>& depths,
                                        const std::vector<std::string>& baselines);

/// An object with the figures if `options` has one depth, otherwise {"depths": [such objects]}. Keys may be added, but
/// are never renamed. Depths that could not be evaluated are missing.
[[nodiscard]] nlohmann::ordered_json evaluationJson(const std::vector<DepthFigures>& depths,
                                                    const EvaluateOptions& options);

/// Prints the figures as text for the user.
void printEvaluation(std::ostream& out, const std::vector<DepthFigures>& depths, const EvaluateOptions& options);

} // namespace dequantizer
