#pragma once

#include "Companion/Interruption.h"
#include "Companion/Progress.h"
#include "Companion/Reproduce/ReproduceOptions.h"
#include "Model/Model.h"
#include "Training/TrainingSet.h"
#include "Training/TrainingSettings.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace dequantizer
{

/// A model that was trained for a figure, and what that took.
struct TrainedModel
{
    Model model;
    double epochs = 0.0;
    double secondsPerMinibatch = 0.0; ///< processor time of one thread
};

/// What the figures share: sounds, models that are trained once and kept as files, progress and interruption.
///
/// Work is counted in iterations of one frame, forward. Everything throws std::exception with one sentence.
class Experiment
{
public:
    /// Reads the sounds and makes the output folder.
    explicit Experiment(const ReproduceOptions& options);

    /// The published recipe with the options' changes to it.
    [[nodiscard]] TrainingSettings settingsFor(int bits, int iterations, GradientMode gradient) const;

    /// What all rows of a table have in common.
    [[nodiscard]] std::string commonSettings() const;

    /// The work of training, 0 where the model is there already.
    [[nodiscard]] double trainingWork(const TrainingSettings& settings, const std::string& name) const;

    /// Begins to show progress towards so much work.
    void begin(double work);

    /// The model of this name, from its file, or trained: from its checkpoint where there is one. A model with fewer
    /// epochs than the options ask for is trained again.
    TrainedModel train(const TrainingSettings& settings, const std::string& name);

    /// errorCurve() with progress.
    std::vector<double> curve(const Model& model, const Matrix<float>& frames, int bits,
                              std::span<const int> iterations, const std::string& note);

    const ReproduceOptions& options;
    double sampleRate = 0.0;
    std::vector<TrainingSound> testSounds;
    Matrix<float> trainingFrames; ///< clean, [n, m]
    Matrix<float> testFrames;     ///< all complete ones, [n, m]
    Matrix<float> fixedFrames;    ///< those for optimality inference
    Matrix<float> cosine;         ///< where every training starts, [n, n]

private:
    [[nodiscard]] std::filesystem::path modelFile(const std::string& name) const;
    [[nodiscard]] std::optional<TrainedModel> trainedBefore(const TrainingSettings& settings,
                                                            const std::string& name) const;
    void advance(double work, const std::string& note);
    void stopIfAsked() const;

    [[nodiscard]] long minibatches(const TrainingSettings& settings, double epochs) const;

    std::string trainingHash, testHash;
    const Interruption interruption;
    std::unique_ptr<Progress> progress;
    double workDone = 0.0;
};

} // namespace dequantizer
