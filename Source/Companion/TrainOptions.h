#pragma once

#include "Companion/SettingOptions.h"
#include "Training/TrainingSettings.h"

#include <filesystem>
#include <optional>
#include <string>

namespace dequantizer
{

/// The options of `dequantizer train`.
class TrainOptions
{
public:
    /// Declares the options.
    void addTo(CLI::App& command);

    /// The settings for sounds at `rate` Hz, with defaults for what the user did not give; `steps` is left to the
    /// caller. Throws std::runtime_error with one sentence where they contradict each other.
    [[nodiscard]] TrainingSettings settingsAt(double rate) const;

    /// Whether the user gave the initial w.
    [[nodiscard]] bool weightGiven() const { return settingOptions.given("weight"); }

    std::filesystem::path trainingFolder, validationFolder, output;
    std::optional<std::filesystem::path> start; ///< a model to start from
    std::filesystem::path checkpoint, log;      ///< an empty `checkpoint` means OUTPUT.checkpoint
    std::string json, name;
    double sampleRate = 0.0; ///< Hz; 0 is that of the first training file
    std::optional<double> epochs, minutes;
    std::optional<long> minibatches;
    double checkpointMinutes = 3.0;
    int threads = 1;

private:
    TrainingSettings settings;
    SettingOptions settingOptions{settings};
};

} // namespace dequantizer
