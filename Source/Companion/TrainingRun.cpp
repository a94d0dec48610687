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
#include <span>
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

TrainingRun::TrainingRun(const TrainOptions& wanted, ProcessGroup& group)
    : options(wanted), processes(group), checkpoint(wanted.checkpoint)
{
    if (checkpoint.empty())
    {
        checkpoint = options.output;
        checkpoint += ".checkpoint";
    }
    inAllProcesses(processes,
                   [this]
                   {
                       if (isFirst())
                           checkTargets();
                       readSounds();
                       readStart();
                       trainingHash = fingerprint(trainingSounds);
                       validationHash = fingerprint(validationSounds);
                   });
    inAllProcesses(processes, [this, expected = soundsOfFirst()] { checkSounds(expected); });
}

void TrainingRun::checkTargets() const
{
    checkTarget(options.output);
    checkTarget(checkpoint);
    if (!options.log.empty())
        checkTarget(options.log);
    checkJsonTarget(options.json);
}

std::string TrainingRun::soundsOfFirst() const
{
    auto sounds = trainingHash + validationHash;
    broadcastText(processes, sounds);
    return sounds;
}

void TrainingRun::checkSounds(const std::string& expected) const
{
    if (trainingHash + validationHash != expected)
        throw std::runtime_error("the sounds here differ from those of process 0");
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
            std::make_unique<VariedSegments>(settings, trainingSounds), options.threads, processes);
    Model initial;
    if (start)
        initial = *start;
    else
        initial.K = initialOperator(settings.rows, settings.frameLength);
    if (settings.bounds == BoundsKind::learned)
        return std::make_unique<Trainer>(settings, std::make_unique<LearnedBoundsParametrisation>(settings, initial),
                                         std::make_unique<VariedSegments>(settings, trainingSounds), options.threads,
                                         processes);
    return std::make_unique<Trainer>(settings, std::make_unique<DenseParametrisation>(settings, initial.K),
                                     std::make_unique<RandomSegments>(settings, trainingSounds), options.threads,
                                     processes);
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
    double each = learning.count() / measured + validation.count() / static_cast<double>(settings.validationInterval);
    processes.broadcast(std::as_writable_bytes(std::span(&each, 1)));
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

std::string TrainingRun::readCheckpoint() const
{
    if (!std::filesystem::exists(checkpoint))
        return {};
    auto bytes = readWholeFile(checkpoint, checkpointLimit);
    if (bytes.empty())
        throw CheckpointError("this is not a checkpoint");
    return bytes;
}

void TrainingRun::begin()
{
    std::string saved;
    long savedSteps = 0;
    const auto orRefuse = [this](const auto& work)
    {
        inAllProcesses(processes,
                       [&]
                       {
                           try
                           {
                               work();
                           }
                           catch (const std::exception& error)
                           {
                               throw refusal(error);
                           }
                       });
    };
    orRefuse(
        [&]
        {
            if (isFirst())
                saved = readCheckpoint();
        });
    broadcastText(processes, saved);
    if (!saved.empty())
        orRefuse([&] { savedSteps = settingsFromJson(runOfCheckpoint(saved)).steps; });

    // The length of a run with --minutes was determined when it began.
    settings.steps = !saved.empty() && options.minutes ? savedSteps : minibatches();
    inAllProcesses(processes, [this] { trainer = makeTrainer(); });
    if (!saved.empty())
        orRefuse([&] { trainer->restore(parseCheckpoint(saved, description(), trainer->layout())); });
}

void TrainingRun::run()
{
    begin();
    if (isFirst())
        std::cerr << "dequantizer: "
                  << (trainer->step() > 0 ? "resuming after minibatch " + std::to_string(trainer->step()) + ", " : "")
                  << settings.steps << " minibatches of " << settings.segments << " segments, "
                  << decimalText(epochs(), 1) << " epochs of " << trainingSounds.size() << " sounds ("
                  << decimalText(secondsIn(trainingSounds) / 60.0, 1) << " min)"
                  << (processes.size() > 1 ? ", shared by " + std::to_string(processes.size()) + " processes" : "")
                  << '\n';

    const Interruption interruption;
    inAllProcesses(processes,
                   [this]
                   {
                       if (!isFirst())
                           return;
                       log = std::make_unique<TrainingLog>(options.log, trainer->step());
                       // Write it now, so that an error is reported before training and not hours later.
                       writeCheckpoint();
                   });
    try
    {
        loop();
        if (!trainer->finished())
        {
            if (isFirst())
                writeCheckpoint();
            agreeOnError(processes, stopped("stopped"));
        }
    }
    catch (const ProcessLost& error)
    {
        if (!isFirst())
            throw AlreadyReported();
        writeCheckpoint();
        throw std::runtime_error(stopped(error.what()));
    }
    if (isFirst())
        finish();
}

std::string TrainingRun::stopped(const std::string& why) const
{
    return why + " after minibatch " + std::to_string(trainer->step()) + " of " + std::to_string(settings.steps) +
           "; the same command resumes it";
}

void TrainingRun::finish() const
{
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
    std::unique_ptr<Progress> progress;
    if (isFirst())
        progress = std::make_unique<Progress>("train", static_cast<double>(settings.steps),
                                              static_cast<double>(trainer->step()));
    auto lastCheckpoint = Clock::now();
    std::string validated;
    while (!trainer->finished() && !anyProcess(processes, Interruption::requested()))
    {
        const double loss = trainer->learn();
        if (!std::isfinite(loss))
            agreeOnError(processes, "training diverged at minibatch " + std::to_string(trainer->step()) +
                                        ": try a smaller --learning-rate or --weight");
        lossSum += loss;
        ++lossCount;
        if (trainer->validationDue())
        {
            validate();
            const auto& best = trainer->state().best;
            validated = best ? ", best validation " + decimalText(best->figures.snrDb, 2) + " dB" : "";
        }
        if (!isFirst())
            continue;
        if (std::chrono::duration<double, std::ratio<60>>(Clock::now() - lastCheckpoint).count() >
            options.checkpointMinutes)
        {
            writeCheckpoint();
            lastCheckpoint = Clock::now();
        }
        progress->update(static_cast<double>(trainer->step()), "loss " + decimalText(loss, 4) + validated);
    }
}

void TrainingRun::validate()
{
    const auto figures = trainer->validate(validationSounds);
    if (isFirst())
    {
        const auto steps = trainer->currentModel().steps;
        log->add(trainer->step(), lossSum / static_cast<double>(lossCount), figures,
                 std::sqrt(steps.sigma / steps.tau));
    }
    lossSum = 0.0;
    lossCount = 0;
}

void TrainingRun::writeCheckpoint() const
{
    replaceFile(checkpoint, serialiseCheckpoint(description(), trainer->layout(), trainer->state()));
}

} // namespace dequantizer
