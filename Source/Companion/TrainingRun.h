#pragma once

#include "Companion/JoinProcesses.h"
#include "Companion/TrainOptions.h"
#include "Companion/TrainingInputs.h"
#include "Companion/TrainingLog.h"
#include "Training/Checkpoint.h"
#include "Training/Trainer.h"

#include <filesystem>
#include <memory>
#include <string>

namespace dequantizer
{

/// One run of `dequantizer train`: reads the audio, resumes from a checkpoint if there is one, trains, and writes the
/// model after the last minibatch. Several processes can share a run: each reads the audio, and process 0 alone reads
/// and writes everything else.
class TrainingRun
{
public:
    /// Reads the audio. `wanted` and `group` must outlive this object. Like run(), throws std::runtime_error with one
    /// sentence, or AlreadyReported.
    TrainingRun(const TrainOptions& wanted, ProcessGroup& group);

    /// Trains to the end. If the user interrupts the run or a process is lost, writes the checkpoint and throws.
    void run();

private:
    [[nodiscard]] bool isFirst() const { return processes.rank() == 0; }
    void checkTargets() const;
    /// The fingerprints of the audio of this process.
    [[nodiscard]] std::string soundsHere() const;
    /// The same of process 0.
    [[nodiscard]] std::string soundsOfFirst() const;
    void checkSounds(const std::string& expected) const;
    /// The checkpoint's bytes; empty if there is none.
    [[nodiscard]] std::string readCheckpoint() const;
    [[nodiscard]] long minibatches() const;
    /// `count` as a number of minibatches, at least 1. `duration` names what asks for so many, for an error.
    [[nodiscard]] long wholeMinibatches(double count, const std::string& duration) const;
    [[nodiscard]] CheckpointError refusal(const std::exception& error) const;
    /// Makes the trainer, and resumes from the checkpoint if there is one.
    void begin();
    void loop();
    void validate();
    /// Why the run ends before the last minibatch.
    [[nodiscard]] std::string stopped(const std::string& why) const;
    void finish() const;
    void writeCheckpoint() const;

    const TrainOptions& options;
    ProcessGroup& processes;
    std::filesystem::path checkpoint;
    std::unique_ptr<TrainingInputs> inputs;
    std::unique_ptr<Trainer> trainer;
    std::unique_ptr<TrainingLog> log;
    double lossSum = 0.0;
    long lossCount = 0;
};

} // namespace dequantizer
