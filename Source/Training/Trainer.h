#pragma once

#include "Training/GradientSolver.h"
#include "Training/LearnedOperator.h"
#include "Training/Loss.h"
#include "Training/OverlapSegments.h"
#include "Training/TrainingSet.h"
#include "Training/TrainingSettings.h"
#include "Training/Validation.h"

#include <memory>
#include <optional>
#include <vector>

namespace dequantizer
{

/// The best model so far, chosen by the loss on the validation sounds.
struct BestModel
{
    long step = 0; ///< minibatches that it had seen
    Matrix<float> K;
    StepSizes steps;
    ValidationFigures figures;
};

/// All that changes during a training run. Saved and put back, the run goes on as if it had never stopped.
struct TrainingState
{
    long step = 0; ///< minibatches done
    LearnedOperator learned;
    std::optional<BestModel> best;
};

/// Learns K by Adam on minibatches of overlapping frames. The caller drives it, one minibatch at a time:
///
///     while (!trainer.finished())
///         { trainer.learn(); if (trainer.validationDue()) trainer.validate(); }
class Trainer
{
public:
    /// `initial` is K to start from, [k, n]. Neither set of sounds may be empty. Throws std::invalid_argument for
    /// settings that contradict each other.
    Trainer(const TrainingSettings& settings, std::vector<TrainingSound> trainingSounds,
            std::vector<TrainingSound> validationSounds, Matrix<float> initial);

    /// One minibatch: draws it, solves it, and updates K. Returns its loss in units of Delta^2 / 12, the power of the
    /// quantisation error.
    double learn();

    [[nodiscard]] bool finished() const noexcept { return state.step >= settings.steps; }

    /// True every validationInterval minibatches and after the last.
    [[nodiscard]] bool validationDue() const noexcept;

    /// Measures the current K on the validation sounds, and keeps it if it is the best so far.
    ValidationFigures validate();

    /// The current K as a model, with exact steps.
    [[nodiscard]] Model currentModel() const;

    /// The best model so far; the current one if none has been validated yet.
    [[nodiscard]] Model bestModel() const;

    /// For checkpoints. Only a state that came from equal settings may be put back.
    TrainingState state;

private:
    struct Worker
    {
        explicit Worker(const TrainingSettings& settings, int segments) : batch(settings, segments) {}

        OverlapSegments batch;
        GradientSolver solver;
        Matrix<float> outputGradient;
        ParameterGradient<float> gradient;
        double loss = 0.0;
    };

    void runWorker(std::size_t index, const StepSizes& steps);
    [[nodiscard]] double learningRate() const;
    [[nodiscard]] Model modelWith(const Matrix<float>& K, const StepSizes& steps) const;

    const TrainingSettings settings;
    const std::vector<TrainingSound> trainingSounds, validationSounds;
    const std::unique_ptr<Loss> loss;
    std::vector<std::unique_ptr<Worker>> workers;
    std::vector<int> firstSegment; // of each worker, and the number of all at the end
};

} // namespace dequantizer
