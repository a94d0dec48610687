#pragma once

#include "Companion/TrainOptions.h"
#include "Companion/TrainingLog.h"
#include "Training/Checkpoint.h"
#include "Training/Trainer.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace dequantizer
{

/// One run of `dequantizer train`: reads the audio, resumes from a checkpoint if there is one, trains, and writes the
/// model after the last minibatch.
class TrainingRun
{
public:
    /// Reads the audio. `wanted` must outlive this object. Like run(), throws std::runtime_error with one sentence.
    explicit TrainingRun(const TrainOptions& wanted);

    /// Trains to the end. If the user interrupts the run, writes the checkpoint and throws.
    void run();

private:
    void readSounds();
    void readStart();
    [[nodiscard]] long minibatches() const;
    [[nodiscard]] std::unique_ptr<Trainer> makeTrainer() const;
    [[nodiscard]] nlohmann::ordered_json description() const;
    [[nodiscard]] double epochs() const;
    [[nodiscard]] CheckpointError refusal(const std::exception& error) const;
    /// Makes the trainer, and resumes from the checkpoint if there is one.
    void begin();
    void loop();
    void validate();
    void writeCheckpoint() const;

    const TrainOptions& options;
    std::filesystem::path checkpoint;
    std::vector<TrainingSound> trainingSounds, validationSounds;
    TrainingSettings settings;
    std::unique_ptr<const Model> start; // the model to start from, or null
    std::string trainingHash, validationHash;
    std::unique_ptr<Trainer> trainer;
    std::unique_ptr<TrainingLog> log;
    double lossSum = 0.0;
    long lossCount = 0;
};

} // namespace dequantizer
