#pragma once

#include "Companion/Interruption.h"
#include "Companion/JoinProcesses.h"
#include "Companion/Progress.h"
#include "Companion/Reproduce/ReproduceOptions.h"
#include "Companion/Reproduce/ResultTable.h"
#include "Companion/Reproduce/ShareCells.h"
#include "Model/Model.h"
#include "Training/TrainingSet.h"
#include "Training/TrainingSettings.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace dequantizer
{

/// A model that was trained for a figure, and the cost of the training.
struct TrainedModel
{
    Model model;
    double epochs = 0.0;
    double secondsPerMinibatch = 0.0; ///< processor time of one thread
};

/// The common parts of the figures: audio, models that are trained once and kept as files, progress and interruption.
///
/// The unit of work is one forward iteration of one frame. All functions throw std::exception with one sentence.
class Experiment
{
public:
    /// Reads the audio and creates the output folder, which all processes must see. `group` must outlive this object.
    Experiment(const ReproduceOptions& options, ProcessGroup& group);

    /// Calls compute(i) for the cells of `work` that fall to this process, with progress in process 0, until all
    /// processes are done, and then collects the rows of `table` in process 0.
    template <typename Compute>
    void computeCells(std::span<const double> work, ResultTable& table, const Compute& compute);

    /// Starts the progress display in process 0, for this amount of work.
    void begin(double work);

    /// Whether this process draws the figure.
    [[nodiscard]] bool isFirst() const { return processes.rank() == 0; }

    /// The published recipe with the changes that the options ask for.
    [[nodiscard]] TrainingSettings settingsFor(int bits, int iterations, GradientMode gradient) const;

    /// The settings that all rows of a table share.
    [[nodiscard]] std::string commonSettings() const;

    /// The amount of work for the training; 0 if the model exists already.
    [[nodiscard]] double trainingWork(const TrainingSettings& settings, const std::string& name) const;

    /// Loads the model with this name, or trains it, from its checkpoint if there is one. A model with fewer epochs
    /// than the options ask for is trained again.
    TrainedModel train(const TrainingSettings& settings, const std::string& name);

    /// errorCurve() with progress.
    std::vector<double> curve(const Model& model, const Matrix<float>& frames, int bits,
                              std::span<const int> iterations, const std::string& note,
                              std::vector<double>* gaps = nullptr);

    const ReproduceOptions& options;
    double sampleRate = 0.0;
    std::vector<TrainingSound> testSounds;
    Matrix<float> trainingFrames; ///< clean, [n, m]
    Matrix<float> testFrames;     ///< all complete test frames, [n, m]
    Matrix<float> fixedFrames;    ///< the test frames for optimality inference
    Matrix<float> cosine;         ///< the initial K of every training, [n, n]

private:
    [[nodiscard]] std::filesystem::path modelFile(const std::string& name) const;
    [[nodiscard]] std::optional<TrainedModel> trainedBefore(const TrainingSettings& settings,
                                                            const std::string& name) const;
    void advance(double work, const std::string& note);
    void stopIfAsked() const;

    [[nodiscard]] long minibatches(const TrainingSettings& settings, double epochs) const;

    ProcessGroup& processes;
    std::string trainingHash, testHash;
    const Interruption interruption;
    std::unique_ptr<Progress> progress;
    double workDone = 0.0;
};

template <typename Compute>
void Experiment::computeCells(std::span<const double> work, ResultTable& table, const Compute& compute)
{
    const auto own = ownCells(processes, work);
    double sum = 0.0;
    for (const auto cell : own)
        sum += work[cell];
    begin(sum);
    inAllProcesses(processes,
                   [&]
                   {
                       for (const auto cell : own)
                           compute(cell);
                   });
    table.collect();
}

} // namespace dequantizer
