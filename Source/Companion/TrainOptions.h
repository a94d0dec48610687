#pragma once

#include "Training/TrainingSettings.h"

#include <filesystem>
#include <optional>
#include <string>

namespace CLI
{
class App;
}

namespace dequantizer
{

/// The options of `dequantizer train`.
struct TrainOptions
{
    std::filesystem::path trainingFolder, validationFolder, output;
    std::optional<std::filesystem::path> start; ///< a model whose K and steps to go on from
    std::filesystem::path checkpoint, log;      ///< an empty checkpoint: beside the output
    std::string json, name;
    double sampleRate = 0.0; ///< Hz; 0 is that of the first training file
    std::optional<int> frameLength, rows, hop, trainingHop, backwardSteps;
    std::optional<double> weight, product;
    std::optional<LearnedSteps> learnedSteps;
    std::optional<double> epochs, minutes;
    std::optional<long> minibatches;
    double checkpointMinutes = 3.0;
    TrainingSettings settings; ///< all that has a value of its own

    /// Declares the options.
    void addTo(CLI::App& command);

    /// The settings for sounds at `rate` Hz, with what was left open filled in; `steps` is left to the caller.
    /// Throws std::runtime_error with one sentence where they contradict each other.
    [[nodiscard]] TrainingSettings settingsAt(double rate) const;
};

} // namespace dequantizer
