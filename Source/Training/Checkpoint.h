#pragma once

#include "Training/Trainer.h"

#include <filesystem>
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

/// All that decides a run's result, as lines of "keyword value": the settings and the sounds' fingerprints. Two runs
/// may share a checkpoint only where these are equal.
[[nodiscard]] std::string describeRun(const TrainingSettings& settings, std::string_view trainingFingerprint,
                                      std::string_view validationFingerprint);

/// A state as bytes, exactly, headed by the description of its run. For the same machine and the same build: numbers
/// stand as they are in memory.
[[nodiscard]] std::string serialiseCheckpoint(const std::string& run, const TrainingState& state);

/// The description of the run that a checkpoint belongs to. Throws CheckpointError for what is not a checkpoint.
[[nodiscard]] std::string runOfCheckpoint(std::string_view bytes);

/// The inverse of serialiseCheckpoint(). Throws CheckpointError where the bytes are not all there, or where they belong
/// to another run; the message then names the first setting that differs.
[[nodiscard]] TrainingState parseCheckpoint(std::string_view bytes, const std::string& run);

} // namespace dequantizer
