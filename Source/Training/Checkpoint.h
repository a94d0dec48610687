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

/// Everything that determines the result of a run: the settings, and the fingerprints of the audio as the members
/// "training_sounds" and "validation_sounds". Two runs can share a checkpoint only if all of these are equal.
[[nodiscard]] nlohmann::ordered_json describeRun(const TrainingSettings& settings, const std::string& trainingSounds,
                                                 const std::string& validationSounds);

/// The first member in which two runs differ, for example "bits is 4 there and 5 here"; empty if they are equal.
[[nodiscard]] std::string differenceOfRuns(const nlohmann::ordered_json& there, const nlohmann::ordered_json& here);

/// Converts a state, the description of its run and the layout of its parameters to bytes. Numbers keep their
/// representation in memory, so only the same build on the same machine can read them.
[[nodiscard]] std::string serialiseCheckpoint(const nlohmann::ordered_json& run, const ParameterLayout& layout,
                                              const TrainingState& state);

/// The description of the run that a checkpoint belongs to. Throws CheckpointError if `bytes` are not a checkpoint or
/// have another format version.
[[nodiscard]] nlohmann::ordered_json runOfCheckpoint(std::string_view bytes);

/// The inverse of serialiseCheckpoint(). Throws CheckpointError if the bytes are incomplete or damaged, or if they
/// belong to another run; in that case the message names the first setting that differs.
[[nodiscard]] TrainingState parseCheckpoint(std::string_view bytes, const nlohmann::ordered_json& run,
                                            const ParameterLayout& layout);

} // namespace dequantizer
