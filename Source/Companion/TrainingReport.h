#pragma once

#include "Companion/TrainOptions.h"
#include "Model/Model.h"
#include "Training/TrainingState.h"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <optional>
#include <string>

namespace dequantizer
{

/// `value` with `digits` digits behind the point.
[[nodiscard]] std::string decimalText(double value, int digits);

/// What a model file says about the run that made it: `run`, see describeRun(), without what the model itself says and
/// what the run did not use, its length in epochs and the figures of the best model.
[[nodiscard]] std::map<std::string, std::string> trainingRecord(const TrainingSettings& settings,
                                                                const nlohmann::ordered_json& run, double epochs,
                                                                const std::optional<BestParameters>& best);

/// Prints the figures of a finished run, and writes them as JSON where the options say so.
void reportTraining(const Model& model, const TrainOptions& options);

} // namespace dequantizer
