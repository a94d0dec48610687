#include "Companion/TrainingRun.h"

#include "Companion/Interruption.h"
#include "Companion/Progress.h"
#include "Companion/TrainingFolder.h"
#include "Companion/TrainingReport.h"
#include "Files/AtomicFile.h"
#include "Files/JsonOutput.h"
#include "Model/ModelError.h"
#include "Model/ModelFile.h"
#include "Model/ReadWholeFile.h"
#include "Signal/Quantiser.h"
#include "Training/Checkpoint.h"
#include "Training/DenseParametrisation.h"
#include "Training/FourierParametrisation.h"
#include "Training/InitialOperator.h"
#include "Training/LearnedBoundsParametrisation.h"
#include "Training/RandomSegments.h"
#include "Training/SettingsTable.h"
#include "Training/VariedSegments.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>
#include <iterator>
#include <utility>

namespace dequantizer
{

namespace
{
using Clock = std::chrono::steady_clock;

constexpr std::size_t checkpointLimit = std::size_t(1) << 32;
constexpr double defaultEpochs = 20.0;

double secondsIn(const std::vector<TrainingSound>& sounds)
{
    double seconds = 0.0;
    for (const auto& sound : sounds)
        seconds += static_cast<double>(sound.samples.size()) / sound.sampleRate;
    return seconds;
}

double secondsPerMinibatch(const TrainingSettings& settings)
{
    return static_cast<double>(settings.segments) * settings.framesPerSegment * settings.frameLength /
           settings.sampleRate;
}

void append(std::vector<TrainingSound>& sounds, std::vector<TrainingSound> more)
{
    std::ranges::move(more, std::back_inserter(sounds));
}
} // namespace

TrainingRun::TrainingRun(const TrainOptions& wanted) : options(wanted), checkpoint(wanted.checkpoint)
{
    if (checkpoint.empty())
    {
        checkpoint = options.output;
        checkpoint += ".checkpoint";
    }
    checkTarget(options.output);
    checkTarget(checkpoint);
    if (!options.log.empty())
        checkTarget(options.log);
    checkJsonTarget(options.json);

    readSounds();
    readStart();
    trainingHash = fingerprint(trainingSounds);
    validationHash = fingerprint(validationSounds);
}

void TrainingRun::readSounds()
{
    constexpr double defaultCorpusRate = 44100.0;
    double rate = options.sampleRate;
    if (!options.trainingFolder.empty())
    {
        trainingSounds = readTrainingFolder(options.trainingFolder, rate);
        validationSounds = readTrainingFolder(options.validationFolder, rate);
        if (!options.corpora.empty())
            for (auto& sound : trainingSounds)
                sound.weight = 1.0 / static_cast<double>(trainingSounds.size());
    }
    else if (rate == 0.0)
        rate = defaultCorpusRate;
    settings = options.settingsAt(rate);
    const double ofCorpora = settings.operatorKind == OperatorKind::dense ? rate : 0.0;
    for (const auto& corpus : options.corpora)
    {
        append(trainingSounds, readTrainingSounds(corpus, ofCorpora));
        append(validationSounds, readValidationSounds(corpus, options.validationSounds, ofCorpora));
    }
}

void TrainingRun::readStart()
{
    if (!options.start)
        return;
    const auto& file = options.start->string();
    start = std::make_unique<const Model>(readModelFile(*options.start, AcceptedModels::anyAlgorithm));
    if (settings.operatorKind == OperatorKind::fourier)
    {
        if (!start->fourier)
            throw ModelError(file + ": this is a dense model, and --operator fourier starts from a Fourier one");
        return;
    }
    if (start->fourier)
        throw ModelError(file + ": this is a Fourier model, and --operator dense starts from a dense one");
    if (start->frameLength() != settings.frameLength || start->rows() != settings.rows)
        throw ModelError(file + ": K is " + std::to_string(start->rows()) + " x " +
                         std::to_string(start->frameLength()) + ", which does not match --rows and --frame-length");
    if (start->denseBounds)
    {
        if (settings.bounds == BoundsKind::constant)
            throw ModelError(file + ": this model has learned bounds, and training it requires --bounds learned");
        return;
    }
    if (!options.weightGiven())
    {
        const auto steps = start->stepsFor(deltaForBits(settings.bits));
        settings.weight = std::sqrt(steps.sigma / steps.tau);
    }
}

std::unique_ptr<Trainer> TrainingRun::makeTrainer() const
{
    if (settings.operatorKind == OperatorKind::fourier)
        return std::make_unique<Trainer>(
            settings, std::make_unique<FourierParametrisation>(settings, start ? start->fourier.get() : nullptr),
            std::make_unique<VariedSegments>(settings, trainingSounds), options.threads);
    Model initial;
    if (start)
        initial = *start;
    else
        initial.K = initialOperator(settings.rows, settings.frameLength);
    if (settings.bounds == BoundsKind::learned)
        return std::make_unique<Trainer>(settings, std::make_unique<LearnedBoundsParametrisation>(settings, initial),
                                         std::make_unique<VariedSegments>(settings, trainingSounds), options.threads);
    return std::make_unique<Trainer>(settings, std::make_unique<DenseParametrisation>(settings, initial.K),
                                     std::make_unique<RandomSegments>(settings, trainingSounds), options.threads);
}

// For --minutes, the time of a minibatch is measured on a trainer that is then discarded.
long TrainingRun::minibatches() const
{
    if (options.minibatches)
        return *options.minibatches;
    const double perEpoch = secondsIn(trainingSounds) / secondsPerMinibatch(settings);
    if (!options.minutes)
        return std::max(1L, std::lround(options.epochs.value_or(defaultEpochs) * perEpoch));

    constexpr int measured = 10;
    const auto trial = makeTrainer();
    trial->learn();
    const auto begun = Clock::now();
    for (int i = 0; i < measured; ++i)
        trial->learn();
    const auto learned = Clock::now();
    trial->validate(validationSounds);
    const std::chrono::duration<double> learning = learned - begun;
    const std::chrono::duration<double> validation = Clock::now() - learned;
    const double each =
        learning.count() / measured + validation.count() / static_cast<double>(settings.validationInterval);
    return std::max(1L, std::lround(60.0 * *options.minutes / each));
}

nlohmann::ordered_json TrainingRun::description() const
{
    return describeRun(settings, trainingHash, validationHash);
}

double TrainingRun::epochs() const
{
    return static_cast<double>(settings.steps) * secondsPerMinibatch(settings) / secondsIn(trainingSounds);
}

CheckpointError TrainingRun::refusal(const std::exception& error) const
{
    return CheckpointError(checkpoint.string() + ": " + error.what() +
                           "; delete it to start again, or choose another file with --checkpoint");
}

void TrainingRun::begin()
{
    std::string saved;
    long savedSteps = 0;
    try
    {
        if (std::filesystem::exists(checkpoint))
        {
            saved = readWholeFile(checkpoint, checkpointLimit);
            savedSteps = settingsFromJson(runOfCheckpoint(saved)).steps;
        }
    }
    catch (const std::exception& error)
    {
        throw refusal(error);
    }

    // The length of a run with --minutes was determined when it began.
    settings.steps = !saved.empty() && options.minutes ? savedSteps : minibatches();
    trainer = makeTrainer();
    if (saved.empty())
        return;
    try
    {
        trainer->restore(parseCheckpoint(saved, description(), trainer->layout()));
    }
    catch (const std::exception& error)
    {
        throw refusal(error);
    }
}

void TrainingRun::run()
{
    begin();
    log = std::make_unique<TrainingLog>(options.log, trainer->step());
    std::cerr << "dequantizer: "
              << (trainer->step() > 0 ? "resuming after minibatch " + std::to_string(trainer->step()) + ", " : "")
              << settings.steps << " minibatches of " << settings.segments << " segments, " << decimalText(epochs(), 1)
              << " epochs of " << trainingSounds.size() << " sounds ("
              << decimalText(secondsIn(trainingSounds) / 60.0, 1) << " min)\n";

    const Interruption interruption;
    // Write it now, so that an error is reported before training and not hours later.
    writeCheckpoint();
    loop();
    if (!trainer->finished())
    {
        writeCheckpoint();
        throw std::runtime_error("stopped after minibatch " + std::to_string(trainer->step()) + " of " +
                                 std::to_string(settings.steps) + "; the same command resumes it");
    }

    auto model = trainer->bestModel();
    model.name = options.name.empty() ? options.output.stem().string() : options.name;
    model.training = trainingRecord(settings, description(), epochs(), trainer->state().best);
    if (start)
        model.training["start"] = start->name;
    writeModelFile(model, options.output);
    std::error_code ignored;
    std::filesystem::remove(checkpoint, ignored);
    reportTraining(model, options);
}

void TrainingRun::loop()
{
    Progress progress("train", static_cast<double>(settings.steps), static_cast<double>(trainer->step()));
    auto lastCheckpoint = Clock::now();
    std::string validated;
    while (!trainer->finished() && !Interruption::requested())
    {
        const double loss = trainer->learn();
        if (!std::isfinite(loss))
            throw std::runtime_error("training diverged at minibatch " + std::to_string(trainer->step()) +
                                     ": try a smaller --learning-rate or --weight");
        lossSum += loss;
        ++lossCount;
        if (trainer->validationDue())
        {
            validate();
            const auto& best = trainer->state().best;
            validated = best ? ", best validation " + decimalText(best->figures.snrDb, 2) + " dB" : "";
        }
        if (std::chrono::duration<double, std::ratio<60>>(Clock::now() - lastCheckpoint).count() >
            options.checkpointMinutes)
        {
            writeCheckpoint();
            lastCheckpoint = Clock::now();
        }
        progress.update(static_cast<double>(trainer->step()), "loss " + decimalText(loss, 4) + validated);
    }
}

void TrainingRun::validate()
{
    const auto figures = trainer->validate(validationSounds);
    const auto steps = trainer->currentModel().steps;
    log->add(trainer->step(), lossSum / static_cast<double>(lossCount), figures, std::sqrt(steps.sigma / steps.tau));
    lossSum = 0.0;
    lossCount = 0;
}

void TrainingRun::writeCheckpoint() const
{
    replaceFile(checkpoint, serialiseCheckpoint(description(), trainer->layout(), trainer->state()));
}

} // namespace dequantizer
