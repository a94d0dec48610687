#pragma once

#include "Companion/SettingOptions.h"
#include "Companion/TrainingCorpus.h"
#include "Training/TrainingSettings.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dequantizer
{

/// The options of `dequantizer train`.
class TrainOptions
{
public:
    /// Declares the options.
    void addTo(CLI::App& command);

    /// Throws CLI::RequiredError if options that the operator needs are missing.
    void requireInputs() const;

    /// The settings for audio at `rate` Hz, with defaults for settings that the user did not give; the caller sets
    /// `steps`. Throws std::runtime_error with one sentence if settings conflict.
    [[nodiscard]] TrainingSettings settingsAt(double rate) const;

    /// Whether the user gave the initial w.
    [[nodiscard]] bool weightGiven() const { return settingOptions.given("weight"); }

    std::vector<TrainingCorpus> corpora; ///< instead of the folders or together with them
    int validationSounds = 30;           ///< of each corpus
    std::filesystem::path trainingFolder, validationFolder, output;
    std::optional<std::filesystem::path> start; ///< a model to start from
    std::filesystem::path checkpoint, log;      ///< an empty `checkpoint` means OUTPUT.checkpoint
    std::string json, name;
    double sampleRate = 0.0; ///< Hz; 0 means that of the first training file, or 44100 with corpora
    std::optional<double> epochs, minutes;
    std::optional<long> minibatches;
    double checkpointMinutes = 3.0;
    int threads = 1;

private:
    [[nodiscard]] TrainingSettings denseSettingsAt(double rate) const;
    [[nodiscard]] TrainingSettings learnedBoundsSettingsAt(double rate) const;
    [[nodiscard]] bool learnsBounds() const
    {
        return settings.operatorKind == OperatorKind::fourier || settings.bounds == BoundsKind::learned;
    }

    TrainingSettings settings;
    SettingOptions settingOptions{settings};
};

} // namespace dequantizer
