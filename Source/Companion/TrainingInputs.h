#pragma once

#include "Companion/TrainOptions.h"
#include "Model/Model.h"
#include "Training/ProcessGroup.h"
#include "Training/Trainer.h"

#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <vector>

namespace dequantizer
{

/// What a run of `dequantizer train` learns from: the settings, the audio and the model to start from.
class TrainingInputs
{
public:
    /// Reads the audio and the model. Throws std::runtime_error with one sentence.
    explicit TrainingInputs(const TrainOptions& options);

    [[nodiscard]] const std::vector<TrainingSound>& trainingSounds() const noexcept { return training; }
    [[nodiscard]] const std::vector<TrainingSound>& validationSounds() const noexcept { return validation; }

    /// Identifies the audio.
    [[nodiscard]] const std::string& trainingHash() const noexcept { return hashOfTraining; }
    [[nodiscard]] const std::string& validationHash() const noexcept { return hashOfValidation; }

    /// The name of the model to start from; empty if there is none.
    [[nodiscard]] std::string startName() const { return start ? start->name : ""; }

    /// A trainer at its first minibatch. This object must outlive it.
    [[nodiscard]] std::unique_ptr<Trainer> makeTrainer(int threads, ProcessGroup& processes) const;

    /// The audio's duration in minutes.
    [[nodiscard]] double minutes() const;

    /// How many times `minibatches` minibatches go through the audio.
    [[nodiscard]] double epochs(long minibatches) const;

    /// The settings and the audio, as a checkpoint stores them.
    [[nodiscard]] nlohmann::ordered_json description() const;

    [[nodiscard]] const TrainingSettings& settings() const noexcept { return chosen; }

    /// Sets the length of the run, before makeTrainer().
    void setMinibatches(long minibatches) noexcept { chosen.steps = minibatches; }

private:
    void readSounds(const TrainOptions& options);
    void readStart(const TrainOptions& options);

    TrainingSettings chosen;
    std::vector<TrainingSound> training, validation;
    std::unique_ptr<const Model> start; // or null
    std::string hashOfTraining, hashOfValidation;
};

} // namespace dequantizer
