#include "Companion/Reproduce/Experiment.h"

#include "Algorithm/CosineTransform.h"
#include "Companion/TrainingFolder.h"
#include "Files/AtomicFile.h"
#include "Files/Utf8Path.h"
#include "Model/ModelError.h"
#include "Model/ModelFile.h"
#include "Model/ReadWholeFile.h"
#include "Training/Checkpoint.h"
#include "Training/DenseParametrisation.h"
#include "Training/EpochFrames.h"
#include "Training/FrameErrors.h"
#include "Training/PublishedRecipe.h"
#include "Training/SettingsTable.h"
#include "Training/Trainer.h"

#include <chrono>
#include <cmath>
#include <ctime>
#include <stdexcept>
#include <system_error>

namespace dequantizer
{

namespace
{
using Clock = std::chrono::steady_clock;

constexpr std::size_t maxCheckpointBytes = std::size_t(1) << 30;
constexpr auto betweenCheckpoints = std::chrono::minutes(1);

double processorSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// The cost of a minibatch in iterations of one frame. The full gradient takes three times as many products as the
// forward pass; a backward step takes as many as a forward step.
double minibatchWork(const TrainingSettings& settings)
{
    const double steps = settings.gradient == GradientMode::full ? 3.0 * settings.iterations
                                                                 : settings.iterations + settings.backwardSteps;
    return settings.segments * steps;
}
} // namespace

Experiment::Experiment(const ReproduceOptions& wanted, ProcessGroup& group) : options(wanted), processes(group)
{
    std::error_code failure;
    std::filesystem::create_directories(options.output / "models", failure);
    if (failure)
        throw std::runtime_error(utf8FromPath(options.output) +
                                 ": this folder cannot be created: " + failure.message());

    const auto trainingSounds = readTrainingFolder(options.trainingFolder, sampleRate);
    testSounds = readTrainingFolder(options.validationFolder, sampleRate);
    trainingHash = fingerprint(trainingSounds);
    testHash = fingerprint(testSounds);
    const auto frameLength = publishedRecipe(sampleRate).frameLength;
    trainingFrames = framesOf(trainingSounds, frameLength);
    testFrames = framesOf(testSounds, frameLength);
    fixedFrames = spreadFrames(testFrames, options.inferenceFrames);
    cosine = cosineTransform<float>(frameLength);
}

TrainingSettings Experiment::settingsFor(int bits, int iterations, GradientMode gradient) const
{
    auto settings = publishedRecipe(sampleRate);
    settings.bits = bits;
    settings.iterations = iterations;
    settings.gradient = gradient;
    settings.backwardSteps = options.backwardSteps;
    settings.segments = options.batch;
    settings.mask = options.mask;
    settings.learningRate = options.learningRate.value_or(settings.learningRate);
    settings.steps = minibatches(settings, options.epochs);
    settings.seed = options.seed;
    return settings;
}

long Experiment::minibatches(const TrainingSettings& settings, double epochs) const
{
    const long perEpoch = EpochFrames::minibatchesPerEpoch(settings, trainingFrames.cols());
    return std::max(1L, std::lround(epochs * static_cast<double>(perEpoch)));
}

std::string Experiment::commonSettings() const
{
    std::string text = "batch " + std::to_string(options.batch) + "; b " + std::to_string(options.backwardSteps);
    if (options.learningRate)
        text += "; learning rate " + cellText(*options.learningRate);
    if (options.mask == PrimalMask::cell)
        text += "; exact primal mask";
    return text + "; seed " + std::to_string(options.seed) + "; sounds " + trainingHash + "/" + testHash;
}

std::filesystem::path Experiment::modelFile(const std::string& name) const
{
    return options.output / "models" / (name + ".safetensors");
}

std::optional<TrainedModel> Experiment::trainedBefore(const TrainingSettings& settings, const std::string& name) const
{
    const auto file = modelFile(name);
    if (!std::filesystem::exists(file))
        return std::nullopt;
    TrainedModel trained{readModelFile(file, AcceptedModels::anyAlgorithm), 0.0, 0.0};
    const auto& made = trained.model.training;
    try
    {
        trained.epochs = std::stod(made.at("epochs"));
        trained.secondsPerMinibatch = std::stod(made.at("seconds_per_minibatch"));
    }
    catch (const std::exception&)
    {
        throw ModelError(utf8FromPath(file) + " was not made by this command");
    }
    auto same = settings;
    same.steps = minibatches(settings, trained.epochs);
    const auto run = describeRun(same, trainingHash, testHash);
    for (const auto& [setting, value] : run.items())
        if (const auto found = made.find(setting); found == made.end() || found->second != settingText(value))
            throw ModelError(utf8FromPath(file) + " was trained with another " + setting +
                             ": delete it, or choose another --output");
    if (trained.epochs < options.epochs)
        return std::nullopt;
    return trained;
}

double Experiment::trainingWork(const TrainingSettings& settings, const std::string& name) const
{
    if (trainedBefore(settings, name))
        return 0.0;
    return static_cast<double>(settings.steps) * minibatchWork(settings);
}

void Experiment::begin(double work)
{
    workDone = 0.0;
    if (isFirst())
        progress = std::make_unique<Progress>(options.figure, std::max(work, 1.0));
}

void Experiment::advance(double work, const std::string& note)
{
    workDone += work;
    if (progress)
        progress->update(workDone, note);
}

void Experiment::stopIfAsked() const
{
    if (Interruption::requested())
        throw std::runtime_error("stopped; the same command resumes it");
}

TrainedModel Experiment::train(const TrainingSettings& settings, const std::string& name)
{
    if (auto before = trainedBefore(settings, name))
        return *before;

    const auto checkpoint = options.output / "models" / (name + ".checkpoint");
    const auto run = describeRun(settings, trainingHash, testHash);
    Trainer trainer(settings, std::make_unique<DenseParametrisation>(settings, cosine),
                    std::make_unique<EpochFrames>(settings, trainingFrames), 1);
    if (std::filesystem::exists(checkpoint))
    {
        try
        {
            trainer.restore(parseCheckpoint(readWholeFile(checkpoint, maxCheckpointBytes), run, trainer.layout()));
        }
        catch (const std::exception& error)
        {
            throw CheckpointError(utf8FromPath(checkpoint) + ": " + error.what() + "; delete it to start again");
        }
        advance(static_cast<double>(trainer.step()) * minibatchWork(settings), name);
    }

    const auto save = [&] { replaceFile(checkpoint, serialiseCheckpoint(run, trainer.layout(), trainer.state())); };
    auto lastSaved = Clock::now();
    const long firstStep = trainer.step();
    double seconds = 0.0;
    while (!trainer.finished())
    {
        const double start = processorSeconds();
        const double loss = trainer.learn();
        seconds += processorSeconds() - start;
        if (!std::isfinite(loss))
            throw std::runtime_error("the training of " + name + " diverged at minibatch " +
                                     std::to_string(trainer.step()) + ": try a smaller --learning-rate");
        if (Interruption::requested() || Clock::now() - lastSaved > betweenCheckpoints)
        {
            save();
            lastSaved = Clock::now();
        }
        stopIfAsked();
        advance(minibatchWork(settings),
                name + ", minibatch " + std::to_string(trainer.step()) + " of " + std::to_string(settings.steps));
    }

    TrainedModel trained{trainer.currentModel(), options.epochs,
                         seconds / static_cast<double>(std::max(1L, trainer.step() - firstStep))};
    trained.model.name = name;
    for (const auto& [setting, value] : run.items())
        trained.model.training[setting] = settingText(value);
    trained.model.training["epochs"] = settingText(options.epochs);
    trained.model.training["seconds_per_minibatch"] = cellText(trained.secondsPerMinibatch);
    writeModelFile(trained.model, modelFile(name));
    std::error_code ignored;
    std::filesystem::remove(checkpoint, ignored);
    return trained;
}

std::vector<double> Experiment::curve(const Model& model, const Matrix<float>& frames, int bits,
                                      std::span<const int> iterations, const std::string& note,
                                      std::vector<double>* gaps)
{
    const double work = iterations.back() * static_cast<double>(frames.cols());
    double partBefore = 0.0;
    return errorCurve(
        model, frames, bits, iterations,
        [&](double part)
        {
            stopIfAsked();
            advance((part - partBefore) * work, note);
            partBefore = part;
        },
        gaps);
}

} // namespace dequantizer
