#pragma once

#include "Training/Parametrisation.h"
#include "Training/SegmentSource.h"
#include "Training/TrainingSet.h"
#include "Training/TrainingSettings.h"
#include "Training/TrainingState.h"
#include "Training/TreeSum.h"

#include <memory>
#include <vector>

namespace dequantizer
{

/// Learns a model by Adam on minibatches of segments. The caller drives it, one minibatch at a time:
///
///     while (!trainer.finished())
///     {
///         trainer.learn();
///         if (trainer.validationDue())
///             trainer.validate(sounds);
///     }
///
/// The result does not depend on the number of threads.
class Trainer
{
public:
    /// `threads` >= 1. Throws SettingsError for settings that are out of range or contradict each other.
    Trainer(const TrainingSettings& settings, std::unique_ptr<Parametrisation> parametrisation,
            std::unique_ptr<SegmentSource> source, int threads);

    /// Learns from one minibatch. Returns its loss, see Objective.
    double learn();

    [[nodiscard]] bool finished() const noexcept { return current.step >= settings.steps; }

    /// True every validationInterval minibatches and after the last.
    [[nodiscard]] bool validationDue() const noexcept;

    /// Measures the current model on these sounds, which must not be empty, and keeps its parameters if it is the best
    /// so far.
    ValidationFigures validate(const std::vector<TrainingSound>& sounds);

    [[nodiscard]] Model currentModel() const;

    /// The best model so far; the current one if none has been validated yet.
    [[nodiscard]] Model bestModel() const;

    /// Minibatches done.
    [[nodiscard]] long step() const noexcept { return current.step; }

    /// For checkpoints.
    [[nodiscard]] const TrainingState& state() const noexcept { return current; }
    [[nodiscard]] const ParameterLayout& layout() const noexcept { return parametrisation->layout(); }

    /// Continues from `state`, which must come from a trainer with equal settings. Throws std::invalid_argument for one
    /// of another size.
    void restore(TrainingState state);

private:
    struct Worker
    {
        SegmentGroup group;
        std::unique_ptr<SegmentGradient> gradient;
    };

    const TrainingSettings settings;
    const int threads;
    const std::unique_ptr<Parametrisation> parametrisation;
    const std::unique_ptr<SegmentSource> source;
    TrainingState current;
    std::vector<Worker> workers; // one per thread
    std::vector<double> losses;  // of the minibatch's groups
    std::vector<float> gradient;
    TreeSum tree;
};

} // namespace dequantizer
