#pragma once

#include "Training/TrainingSet.h"

#include <filesystem>
#include <vector>

namespace dequantizer
{

/// Reads all sound files in a folder and those below it, to learn from: every channel a sound of its own, at
/// `sampleRate` Hz (0 means the rate of the first usable file, and is replaced by it), the file's peak brought to 1.
/// Says on stderr, naming each, which files are left out and why, and says once that files were resampled. Throws
/// SoundFileError where nothing in the folder can be used.
[[nodiscard]] std::vector<TrainingSound> readTrainingFolder(const std::filesystem::path& folder, double& sampleRate);

} // namespace dequantizer
