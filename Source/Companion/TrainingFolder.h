#pragma once

#include "Training/TrainingSet.h"

#include <filesystem>
#include <vector>

namespace dequantizer
{

/// Reads all sound files in a folder and its subfolders as training audio. Each channel becomes a sound of its own at
/// `sampleRate` Hz (0 means the rate of the first usable file and is replaced by that). The peak of each file is
/// normalised to 1. Prints the name of each skipped file and the reason to stderr, and the number of resampled files.
/// Throws SoundFileError if no file in the folder can be used.
[[nodiscard]] std::vector<TrainingSound> readTrainingFolder(const std::filesystem::path& folder, double& sampleRate);

} // namespace dequantizer
