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

/// `value` with `digits` decimal places.
[[nodiscard]] std::string decimalText(double value, int digits);

/// The description of the training run for the model file: `run`, see describeRun(), without settings that the model
/// itself contains or the run did not use, the length of the run in epochs, and the figures of the best model.
[[nodiscard]] std::map<std::string, std::string> trainingRecord(const TrainingSettings& settings,
                                                                const nlohmann::ordered_json& run, double epochs,
                                                                const std::optional<BestParameters>& best);

/// Prints the figures of a finished run, and writes them as JSON if the options ask for it.
void reportTraining(const Model& model, const TrainOptions& options);

} // namespace dequantizer
