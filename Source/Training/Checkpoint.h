#pragma once

#include "Training/ParameterLayout.h"
#include "Training/TrainingSettings.h"
#include "Training/TrainingState.h"

#include <nlohmann/json.hpp>

#include <stdexcept>
#include <string>
#include <string_view>

namespace dequantizer
{

/// Why a checkpoint cannot be used: what() is one sentence for the user.
class CheckpointError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// All that decides a run's result: the settings and the sounds' fingerprints, as the members "training_sounds" and
/// "validation_sounds". Two runs may share a checkpoint only where these are equal.
[[nodiscard]] nlohmann::ordered_json describeRun(const TrainingSettings& settings, const std::string& trainingSounds,
                                                 const std::string& validationSounds);

/// The first member in which two runs differ, as "bits is 4 there and 5 here"; empty for equal runs.
[[nodiscard]] std::string differenceOfRuns(const nlohmann::ordered_json& there, const nlohmann::ordered_json& here);

/// A state as bytes, with the description of its run and the layout of its parameters. For the same machine and build:
/// numbers are written as they are in memory.
[[nodiscard]] std::string serialiseCheckpoint(const nlohmann::ordered_json& run, const ParameterLayout& layout,
                                              const TrainingState& state);

/// The description of the run that a checkpoint belongs to. Throws CheckpointError for what is not a checkpoint, or is
/// one of another version.
[[nodiscard]] nlohmann::ordered_json runOfCheckpoint(std::string_view bytes);

/// The inverse of serialiseCheckpoint(). Throws CheckpointError where the bytes are incomplete or damaged, or belong to
/// another run; the message then names the first setting that differs.
[[nodiscard]] TrainingState parseCheckpoint(std::string_view bytes, const nlohmann::ordered_json& run,
                                            const ParameterLayout& layout);

} // namespace dequantizer
