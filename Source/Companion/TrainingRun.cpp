#include "Companion/TrainingRun.h"

#include "Companion/Interruption.h"
#include "Companion/Progress.h"
#include "Companion/TrainingReport.h"
#include "Files/AtomicFile.h"
#include "Files/JsonOutput.h"
#include "Files/Utf8Path.h"
#include "Model/ModelFile.h"
#include "Model/ReadWholeFile.h"
#include "Training/Checkpoint.h"
#include "Training/SettingsTable.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>
#include <limits>
#include <span>
#include <utility>

namespace dequantizer
{

namespace
{
using Clock = std::chrono::steady_clock;

constexpr std::size_t checkpointLimit = std::size_t(1) << 32;
constexpr double defaultEpochs = 20.0;

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
                       inputs = std::make_unique<TrainingInputs>(options);
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

std::string TrainingRun::soundsHere() const
{
    return inputs->trainingHash() + inputs->validationHash();
}

std::string TrainingRun::soundsOfFirst() const
{
    auto sounds = soundsHere();
    broadcastText(processes, sounds);
    return sounds;
}

void TrainingRun::checkSounds(const std::string& expected) const
{
    if (soundsHere() != expected)
        throw std::runtime_error("the sounds here differ from those of process 0");
}

// For --minutes, the time of a minibatch is measured on a trainer that is then discarded.
long TrainingRun::minibatches() const
{
    if (options.minibatches)
        return *options.minibatches;
    if (!options.minutes)
        return wholeMinibatches(options.epochs.value_or(defaultEpochs) / inputs->epochs(1), "--epochs");

    constexpr int measured = 10;
    const auto trial = inputs->makeTrainer(options.threads, processes);
    trial->learn();
    const auto begun = Clock::now();
    for (int i = 0; i < measured; ++i)
        trial->learn();
    const auto learned = Clock::now();
    trial->validate(inputs->validationSounds());
    const std::chrono::duration<double> learning = learned - begun;
    const std::chrono::duration<double> validation = Clock::now() - learned;
    double each =
        learning.count() / measured + validation.count() / static_cast<double>(inputs->settings().validationInterval);
    processes.broadcast(std::as_writable_bytes(std::span(&each, 1)));
    return wholeMinibatches(60.0 * *options.minutes / each, "--minutes");
}

long TrainingRun::wholeMinibatches(double count, const std::string& duration) const
{
    // Rounding a number beyond the range of the type is undefined. This form of the condition refuses NaN too.
    if (!(count < static_cast<double>(std::numeric_limits<long>::max())))
        agreeOnError(processes, duration + " asks for more minibatches than a run can have");
    return std::max(1L, std::lround(count));
}

CheckpointError TrainingRun::refusal(const std::exception& error) const
{
    return CheckpointError(utf8FromPath(checkpoint) + ": " + error.what() +
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
    inputs->setMinibatches(!saved.empty() && options.minutes ? savedSteps : minibatches());
    inAllProcesses(processes, [this] { trainer = inputs->makeTrainer(options.threads, processes); });
    if (!saved.empty())
        orRefuse([&] { trainer->restore(parseCheckpoint(saved, inputs->description(), trainer->layout())); });
}

void TrainingRun::run()
{
    begin();
    if (isFirst())
        std::cerr << "dequantizer: "
                  << (trainer->step() > 0 ? "resuming after minibatch " + std::to_string(trainer->step()) + ", " : "")
                  << inputs->settings().steps << " minibatches of " << inputs->settings().segments << " segments, "
                  << decimalText(inputs->epochs(inputs->settings().steps), 1) << " epochs of "
                  << inputs->trainingSounds().size() << " sounds (" << decimalText(inputs->minutes(), 1) << " min)"
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
    return why + " after minibatch " + std::to_string(trainer->step()) + " of " +
           std::to_string(inputs->settings().steps) + "; the same command resumes it";
}

void TrainingRun::finish() const
{
    auto model = trainer->bestModel();
    model.name = asModelName(options.name.empty() ? utf8FromPath(options.output.stem()) : options.name);
    model.training = trainingRecord(inputs->settings(), inputs->description(), inputs->epochs(inputs->settings().steps),
                                    trainer->state().best);
    if (const auto start = inputs->startName(); !start.empty())
        model.training["start"] = start;
    writeModelFile(model, options.output);
    std::error_code ignored;
    std::filesystem::remove(checkpoint, ignored);
    reportTraining(model, options);
}

void TrainingRun::loop()
{
    std::unique_ptr<Progress> progress;
    if (isFirst())
        progress = std::make_unique<Progress>("train", static_cast<double>(inputs->settings().steps),
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
    const auto figures = trainer->validate(inputs->validationSounds());
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
    replaceFile(checkpoint, serialiseCheckpoint(inputs->description(), trainer->layout(), trainer->state()));
}

} // namespace dequantizer
