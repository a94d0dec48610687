#pragma once

#include "Training/Parametrisation.h"
#include "Training/ProcessGroup.h"
#include "Training/SegmentSource.h"
#include "Training/TrainingSet.h"
#include "Training/TrainingSettings.h"
#include "Training/TrainingState.h"
#include "Training/TreeSum.h"

#include <memory>
#include <span>
#include <vector>

namespace dequantizer
{

/// Trains a model by Adam on minibatches of segments. The caller runs it one minibatch at a time:
///
///     while (!trainer.finished())
///     {
///         trainer.learn();
///         if (trainer.validationDue())
///             trainer.validate(sounds);
///     }
///
/// The result does not depend on the number of threads or processes. Several processes must make equal trainers from
/// the same audio and make the same calls; each then has the same state after each call, except for that of the
/// optimiser, which only process 0 has.
class Trainer
{
public:
    /// `threads` >= 1, of each process; `group` must outlive this object. Throws SettingsError if a setting is out of
    /// range or conflicts with another.
    Trainer(const TrainingSettings& settings, std::unique_ptr<Parametrisation> parametrisation,
            std::unique_ptr<SegmentSource> source, int threads, ProcessGroup& group = oneProcess());

    /// Processes one minibatch and updates the parameters. Returns the loss of the minibatch, see Objective. If this
    /// throws ProcessLost, process 0 has the state before or after the minibatch, and a checkpoint of it can be
    /// resumed.
    double learn();

    [[nodiscard]] bool finished() const noexcept { return current.step >= settings.steps; }

    /// True after every `validationInterval` minibatches and after the last one.
    [[nodiscard]] bool validationDue() const noexcept;

    /// Evaluates the current model on `sounds`, which must not be empty, and keeps its parameters if its loss is the
    /// lowest so far.
    ValidationFigures validate(const std::vector<TrainingSound>& sounds);

    [[nodiscard]] Model currentModel() const;

    /// The best model so far, or the current one if none has been validated yet.
    [[nodiscard]] Model bestModel() const;

    /// The number of minibatches processed.
    [[nodiscard]] long step() const noexcept { return current.step; }

    /// For checkpoints.
    [[nodiscard]] const TrainingState& state() const noexcept { return current; }
    [[nodiscard]] const ParameterLayout& layout() const noexcept { return parametrisation->layout(); }

    /// Continues from `state`, which must come from a trainer with equal settings. Throws std::invalid_argument if its
    /// size does not match.
    void restore(TrainingState state);

private:
    struct Worker
    {
        SegmentGroup group;
        std::unique_ptr<SegmentGradient> gradient;
    };

    // Gives every process the losses of all groups.
    void collectLosses();
    // The step of process 0, given the gradient of the minibatch.
    void update(std::span<const float> segmentGradient);
    // After a change of the parameters.
    void finishStep();

    const TrainingSettings settings;
    const int threads;
    ProcessGroup& processes;
    const std::unique_ptr<Parametrisation> parametrisation;
    const std::unique_ptr<SegmentSource> source;
    TrainingState current;
    std::vector<Worker> workers; // one per thread
    std::vector<double> losses;  // of the groups of the minibatch
    std::vector<float> gradient;
    TreeSum tree;
};

} // namespace dequantizer
