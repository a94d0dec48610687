#pragma once

#include "Companion/Evaluate/EvaluationRun.h"

#include <nlohmann/json_fwd.hpp>

#include <ostream>
#include <string>
#include <vector>

namespace dequantizer
{

/// One row for each depth and file, in this order, below a row of column names. Columns are added at the end only.
[[nodiscard]] std::string evaluationCsv(const std::vector<DepthFigures>& depths,
                                        const std::vector<std::string>& baselines);

/// An object of figures if `options` ask for one depth, else {"depths": [such objects]}. Keys are added, never renamed.
/// A depth that could not be evaluated is missing.
[[nodiscard]] nlohmann::ordered_json evaluationJson(const std::vector<DepthFigures>& depths,
                                                    const EvaluateOptions& options);

/// The text for the user.
void printEvaluation(std::ostream& out, const std::vector<DepthFigures>& depths, const EvaluateOptions& options);

} // namespace dequantizer
