#pragma once

#include "Training/TrainingSet.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dequantizer
{

/// A corpus to learn from, as the command line names it: `MANIFEST` or `MANIFEST=WEIGHT`.
struct TrainingCorpus
{
    std::filesystem::path manifest; ///< see CorpusManifest.h
    double weight = 1.0;            ///< the probability that a segment is drawn from it, relative to other corpora
};

/// Parses one argument of --manifest. Throws std::invalid_argument with one sentence if WEIGHT is not a positive
/// number.
[[nodiscard]] TrainingCorpus parseTrainingCorpus(const std::string& argument);

/// Reads the `train` part of a corpus: the first channel of each sound, at the sound's own rate, its peak brought to 1.
/// The sounds share the corpus's weight equally; lossy ones are limited to depths of 6 bits. Files that cannot be used
/// are named on stderr and left out. Throws std::runtime_error if none is left.
[[nodiscard]] std::vector<TrainingSound> readTrainingSounds(const TrainingCorpus& corpus);

/// Reads `count` sounds of the `dev` part, spread evenly over the manifest, and of each the first 5 s. Otherwise as
/// readTrainingSounds().
[[nodiscard]] std::vector<TrainingSound> readValidationSounds(const TrainingCorpus& corpus, int count);

} // namespace dequantizer
