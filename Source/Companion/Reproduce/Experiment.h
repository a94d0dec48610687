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
    /// Reads the audio and creates the output folder.
    explicit Experiment(const ReproduceOptions& options);

    /// The published recipe with the changes that the options ask for.
    [[nodiscard]] TrainingSettings settingsFor(int bits, int iterations, GradientMode gradient) const;

    /// The settings that all rows of a table share.
    [[nodiscard]] std::string commonSettings() const;

    /// The amount of work for the training; 0 if the model exists already.
    [[nodiscard]] double trainingWork(const TrainingSettings& settings, const std::string& name) const;

    /// Starts the progress display for this amount of work.
    void begin(double work);

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

    std::string trainingHash, testHash;
    const Interruption interruption;
    std::unique_ptr<Progress> progress;
    double workDone = 0.0;
};

} // namespace dequantizer
