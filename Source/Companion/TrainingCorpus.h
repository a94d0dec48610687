#pragma once

#include "Training/TrainingSet.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dequantizer
{

/// A corpus for training, as given on the command line: `MANIFEST` or `MANIFEST=WEIGHT`.
struct TrainingCorpus
{
    std::filesystem::path manifest; ///< see CorpusManifest.h
    double weight = 1.0;            ///< the probability that a segment is drawn from it, relative to other corpora
};

/// Parses one argument of --manifest. What follows the last `=` is only a weight if it is a number. Throws
/// CLI::ValidationError if this number is not positive.
[[nodiscard]] TrainingCorpus parseTrainingCorpus(const std::string& argument);

/// Reads the `train` part of a corpus: the first channel of each sound, normalised to a peak of 1, resampled to
/// `sampleRate` Hz or, if that is 0, at the sound's own rate. The sounds share the weight of the corpus equally; lossy
/// ones are limited to depths of 6 bits. Unusable files are reported on stderr and left out. Throws std::runtime_error
/// if no file is usable.
[[nodiscard]] std::vector<TrainingSound> readTrainingSounds(const TrainingCorpus& corpus, double sampleRate);

/// Reads the first 5 s of `count` sounds of the `dev` part, spread evenly over the manifest. Otherwise like
/// readTrainingSounds().
[[nodiscard]] std::vector<TrainingSound> readValidationSounds(const TrainingCorpus& corpus, int count,
                                                              double sampleRate);

} // namespace dequantizer
