#include "Training/Trainer.h"

#include "Signal/Quantiser.h"
#include "Training/ParallelFor.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace dequantizer
{

namespace
{
void require(bool condition, const char* otherwise)
{
    if (!condition)
        throw std::invalid_argument(otherwise);
}
} // namespace

Trainer::Trainer(const TrainingSettings& wanted, std::vector<TrainingSound> forTraining,
                 std::vector<TrainingSound> forValidation, Matrix<float> initial)
    : settings(wanted), trainingSounds(std::move(forTraining)), validationSounds(std::move(forValidation)),
      loss(makeLoss(settings.loss, settings.sampleRate))
{
    require(loss != nullptr, "there is no loss of this name");
    require(!trainingSounds.empty() && !validationSounds.empty(), "there are no sounds to learn from");
    require(initial.rows() == settings.rows && initial.cols() == settings.frameLength,
            "the initial K has another size than the settings");
    require(settings.trainingHop >= 1 && settings.trainingHop <= settings.frameLength,
            "the training hop must be between 1 sample and the frame length");
    require(settings.hop >= 1 && settings.hop <= settings.frameLength,
            "the hop must be between 1 sample and the frame length");
    require(settings.segments >= settings.threads, "a minibatch needs at least one segment for each thread");

    state.learned = LearnedOperator(settings, std::move(initial));
    for (int worker = 0; worker <= settings.threads; ++worker)
        firstSegment.push_back(worker * settings.segments / settings.threads);
    for (std::size_t worker = 0; worker + 1 < firstSegment.size(); ++worker)
        workers.push_back(std::make_unique<Worker>(settings, firstSegment[worker + 1] - firstSegment[worker]));
}

double Trainer::learn()
{
    const auto steps = state.learned.trackedSteps(settings);
    parallelFor(settings.threads, [&](int worker) { runWorker(static_cast<std::size_t>(worker), steps); });

    // Summed in the workers' order, whichever finished first.
    auto& total = workers.front()->gradient;
    double sum = workers.front()->loss;
    for (std::size_t worker = 1; worker < workers.size(); ++worker)
    {
        const auto& other = *workers[worker];
        total.K += other.gradient.K;
        total.sigma += other.gradient.sigma;
        total.tau += other.gradient.tau;
        total.theta += other.gradient.theta;
        sum += other.loss;
    }
    const double rate = learningRate();
    ++state.step;
    state.learned.update(settings, total, rate, state.step);
    return sum;
}

void Trainer::runWorker(std::size_t index, const StepSizes& steps)
{
    auto& worker = *workers[index];
    for (int segment = firstSegment[index]; segment < firstSegment[index + 1]; ++segment)
    {
        RandomStream random(settings.seed, static_cast<std::uint64_t>(state.step), static_cast<std::uint64_t>(segment));
        worker.batch.draw(segment - firstSegment[index], trainingSounds, random);
    }

    const double step = deltaForBits(settings.bits);
    const double scale = 12.0 / (step * step) / settings.segments;
    const bool full = settings.gradient == GradientMode::full;
    const auto& solved = worker.solver.solve(state.learned.K, steps, worker.batch.frames(), settings.iterations,
                                             full ? dequantizer_kernels::Keep::all : dequantizer_kernels::Keep::last);
    worker.loss = worker.batch.evaluate(solved, *loss, scale, worker.outputGradient);
    worker.gradient = worker.solver.backPropagate(worker.outputGradient, settings.mask, settings.backwardSteps);
}

// A linear rise, then half a cosine down to 0 at the last step.
double Trainer::learningRate() const
{
    const auto done = static_cast<double>(state.step);
    const auto rise = static_cast<double>(settings.warmUp);
    if (done < rise)
        return settings.learningRate * (done + 1.0) / rise;
    const double progress = (done - rise) / std::max(1.0, static_cast<double>(settings.steps) - rise);
    return settings.learningRate * 0.5 * (1.0 + std::cos(std::numbers::pi * progress));
}

bool Trainer::validationDue() const noexcept
{
    return finished() || state.step % settings.validationInterval == 0;
}

ValidationFigures Trainer::validate()
{
    const auto model = currentModel();
    const auto figures = validateModel(model, validationSounds, settings.bits, settings.hop, *loss, settings.threads);
    // Written so that a NaN never counts as better.
    if (std::isfinite(figures.lossDb) && (!state.best || figures.lossDb < state.best->figures.lossDb))
        state.best = BestModel{state.step, model.K, model.steps, figures};
    return figures;
}

Model Trainer::currentModel() const
{
    return modelWith(state.learned.K, state.learned.exactSteps(settings));
}

Model Trainer::bestModel() const
{
    return state.best ? modelWith(state.best->K, state.best->steps) : currentModel();
}

Model Trainer::modelWith(const Matrix<float>& K, const StepSizes& steps) const
{
    Model model;
    model.K = K;
    model.sampleRate = settings.sampleRate;
    model.referenceDelta = deltaForBits(settings.bits);
    model.steps = steps;
    model.iterations = settings.iterations;
    model.hop = settings.hop;
    return model;
}

} // namespace dequantizer
