#include "Training/Trainer.h"

#include "Training/GradientLimit.h"
#include "Training/LearningRate.h"
#include "Training/SettingsTable.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace dequantizer
{

namespace
{
const TrainingSettings& checked(const TrainingSettings& settings)
{
    validate(settings);
    return settings;
}
} // namespace

Trainer::Trainer(const TrainingSettings& wanted, std::unique_ptr<Parametrisation> learned,
                 std::unique_ptr<SegmentSource> segments, int threadCount, ProcessGroup& group)
    : settings(checked(wanted)), threads(threadCount), processes(group), parametrisation(std::move(learned)),
      source(std::move(segments)), workers(static_cast<std::size_t>(std::min(threads, source->groups()))),
      losses(static_cast<std::size_t>(source->groups())), gradient(parameterCount(parametrisation->layout())),
      tree(group)
{
    for (auto& worker : workers)
        worker.gradient = parametrisation->makeSegmentGradient();
    current.parameters = parametrisation->initialParameters();
    current.adam = Adam(current.parameters.size());
    parametrisation->setParameters(current.parameters);
    current.tracked = parametrisation->trackedState();
}

void Trainer::restore(TrainingState state)
{
    if (state.parameters.size() != current.parameters.size() || state.tracked.size() != current.tracked.size())
        throw std::invalid_argument("the state of the training run does not match its settings");
    current = std::move(state);
    parametrisation->setTrackedState(current.tracked);
    parametrisation->setParameters(current.parameters);
}

double Trainer::learn()
{
    source->beginMinibatch(current.step);
    std::ranges::fill(losses, 0.0);
    const auto sum = tree.sum(source->groups(), parametrisation->gradientSize(), static_cast<int>(workers.size()),
                              [this](int thread, int index, std::span<float> groupGradient)
                              {
                                  auto& worker = workers[static_cast<std::size_t>(thread)];
                                  source->draw(index, worker.group);
                                  losses[static_cast<std::size_t>(index)] =
                                      worker.gradient->evaluate(worker.group, groupGradient);
                              });
    collectLosses();
    // Only process 0 makes the step, so that differences in rounding between machines do not accumulate.
    if (processes.rank() == 0)
        update(sum);
    processes.broadcast(std::as_writable_bytes(std::span(current.parameters)));
    if (processes.rank() != 0)
        finishStep();
    return std::accumulate(losses.begin(), losses.end(), 0.0);
}

void Trainer::collectLosses()
{
    if (processes.rank() != 0)
        processes.send(std::as_bytes(std::span(losses)), 0);
    else
        for (int from = 1; from < processes.size(); ++from)
        {
            std::vector<double> others(losses.size());
            processes.receive(std::as_writable_bytes(std::span(others)), from);
            // Each loss comes from one process and is 0 in the others.
            std::ranges::transform(losses, others, losses.begin(), std::plus());
        }
    processes.broadcast(std::as_writable_bytes(std::span(losses)));
}

void Trainer::update(std::span<const float> segmentGradient)
{
    parametrisation->pullBack(segmentGradient, gradient);
    if (settings.gradientLimit > 0.0)
        limitGradient(gradient, settings.gradientLimit);
    const double rate = learningRateAt(settings, current.step);
    current.adam.update(parametrisation->layout(), current.parameters, gradient, rate, current.step + 1);
    finishStep();
}

void Trainer::finishStep()
{
    ++current.step;
    parametrisation->setParameters(current.parameters);
    current.tracked = parametrisation->trackedState();
}

bool Trainer::validationDue() const noexcept
{
    return finished() || current.step % settings.validationInterval == 0;
}

ValidationFigures Trainer::validate(const std::vector<TrainingSound>& sounds)
{
    const auto figures = validateModel(currentModel(), sounds, validationDepths(settings), settings.hop, settings.loss,
                                       settings.loudnessWeight, threads, processes);
    const auto score = [this](const ValidationFigures& of)
    { return settings.harmWeight > 0.0 ? of.scoreWithHarm() : of.lossDb; };
    // isfinite(), so that NaN never counts as better.
    if (std::isfinite(score(figures)) && (!current.best || score(figures) < score(current.best->figures)))
        current.best = BestParameters{current.step, current.parameters, figures};
    return figures;
}

Model Trainer::currentModel() const
{
    return parametrisation->modelOf(current.parameters);
}

Model Trainer::bestModel() const
{
    return current.best ? parametrisation->modelOf(current.best->parameters) : currentModel();
}

} // namespace dequantizer
