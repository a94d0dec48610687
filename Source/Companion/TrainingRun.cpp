#include "Companion/TrainingRun.h"

#include "Companion/Interruption.h"
#include "Companion/Progress.h"
#include "Companion/TrainingFolder.h"
#include "Files/AtomicFile.h"
#include "Files/JsonOutput.h"
#include "Model/ModelError.h"
#include "Model/ModelFile.h"
#include "Model/ReadWholeFile.h"
#include "Training/Checkpoint.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>
#include <locale>
#include <sstream>

namespace dequantizer
{

namespace
{
using Clock = std::chrono::steady_clock;

constexpr std::size_t checkpointLimit = std::size_t(1) << 32;
constexpr double defaultEpochs = 20.0;

std::string text(double value, int digits = 4)
{
    std::ostringstream stream;
    stream.imbue(std::locale::classic());
    stream.precision(digits);
    stream << std::fixed << value;
    return stream.str();
}

double samplesIn(const std::vector<TrainingSound>& sounds)
{
    double samples = 0.0;
    for (const auto& sound : sounds)
        samples += static_cast<double>(sound.samples.size());
    return samples;
}

double samplesPerMinibatch(const TrainingSettings& settings)
{
    return static_cast<double>(settings.segments) * settings.framesPerSegment * settings.frameLength;
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

    double rate = options.sampleRate;
    trainingSounds = readTrainingFolder(options.trainingFolder, rate);
    validationSounds = readTrainingFolder(options.validationFolder, rate);
    settings = options.settingsAt(rate);
    trainingHash = fingerprint(trainingSounds);
    validationHash = fingerprint(validationSounds);
}

Matrix<float> TrainingRun::startingOperator()
{
    if (!options.start)
        return initialOperator(settings.rows, settings.frameLength);

    const auto model = readModelFile(*options.start);
    if (model.frameLength() != settings.frameLength || model.rows() != settings.rows)
        throw ModelError(options.start->string() + ": K is " + std::to_string(model.rows()) + " x " +
                         std::to_string(model.frameLength()) + ", which is not what --rows and --frame-length say");
    if (!options.weight)
        settings.weight = std::sqrt(model.steps.sigma / model.steps.tau);
    return model.K;
}

// --minutes is measured rather than guessed, on a trainer that is thrown away.
long TrainingRun::minibatchesFor(const Matrix<float>& initial) const
{
    if (options.minibatches)
        return *options.minibatches;
    const double perEpoch = samplesIn(trainingSounds) / samplesPerMinibatch(settings);
    if (!options.minutes)
        return std::max(1L, std::lround(options.epochs.value_or(defaultEpochs) * perEpoch));

    constexpr int measured = 10;
    Trainer trial(settings, trainingSounds, validationSounds, initial);
    trial.learn();
    const auto start = Clock::now();
    for (int i = 0; i < measured; ++i)
        trial.learn();
    const auto learned = Clock::now();
    trial.validate();
    const std::chrono::duration<double> learning = learned - start;
    const std::chrono::duration<double> validation = Clock::now() - learned;
    const double each =
        learning.count() / measured + validation.count() / static_cast<double>(settings.validationInterval);
    return std::max(1L, std::lround(60.0 * *options.minutes / each));
}

void TrainingRun::resume()
{
    std::string bytes;
    if (std::filesystem::exists(checkpoint))
    {
        try
        {
            bytes = readWholeFile(checkpoint, checkpointLimit);
            // How long a run of --minutes is was decided when it began.
            if (const auto at = runOfCheckpoint(bytes).find("\nsteps "); options.minutes && at != std::string::npos)
                settings.steps = std::stol(runOfCheckpoint(bytes).substr(at + 7));
        }
        catch (const std::exception& error)
        {
            throw CheckpointError(checkpoint.string() + ": " + error.what());
        }
    }

    const bool fresh = bytes.empty();
    const auto initial = startingOperator();
    if (fresh || !options.minutes)
        settings.steps = minibatchesFor(initial);
    runDescription = describeRun(settings, trainingHash, validationHash);
    trainer = std::make_unique<Trainer>(settings, trainingSounds, validationSounds, initial);
    if (!fresh)
    {
        try
        {
            trainer->state = parseCheckpoint(bytes, runDescription);
        }
        catch (const CheckpointError& error)
        {
            throw CheckpointError(checkpoint.string() + ": " + error.what() +
                                  "; delete it to begin anew, or name another with --checkpoint");
        }
    }
    log = std::make_unique<TrainingLog>(options.log, trainer->state.step);
    std::cerr << "dequantizer: "
              << (fresh ? "" : "goes on from minibatch " + std::to_string(trainer->state.step) + ", ") << settings.steps
              << " minibatches of " << settings.segments << " segments, "
              << text(static_cast<double>(settings.steps) * samplesPerMinibatch(settings) / samplesIn(trainingSounds),
                      1)
              << " epochs of " << trainingSounds.size() << " sounds ("
              << text(samplesIn(trainingSounds) / settings.sampleRate / 60.0, 1) << " min)\n";
}

void TrainingRun::run()
{
    resume();
    const Interruption interruption;
    // At once, so that nobody learns after an hour that nothing can be written there.
    writeCheckpoint();
    loop();
    if (!trainer->finished())
    {
        writeCheckpoint();
        throw std::runtime_error("stopped after minibatch " + std::to_string(trainer->state.step) + " of " +
                                 std::to_string(settings.steps) + "; the same command goes on from there");
    }
    writeModel();
    std::error_code ignored;
    std::filesystem::remove(checkpoint, ignored);
    report();
}

void TrainingRun::loop()
{
    Progress progress("train", static_cast<double>(settings.steps), static_cast<double>(trainer->state.step));
    auto lastCheckpoint = Clock::now();
    std::string validated;
    while (!trainer->finished() && !Interruption::requested())
    {
        const double loss = trainer->learn();
        if (!std::isfinite(loss))
            throw std::runtime_error("training diverged at minibatch " + std::to_string(trainer->state.step) +
                                     ": try a smaller --learning-rate or --weight");
        lossSum += loss;
        ++lossCount;
        if (trainer->validationDue())
        {
            validate();
            const auto& best = trainer->state.best;
            validated = best ? ", best validation " + text(best->figures.snrDb, 2) + " dB" : "";
        }
        if (std::chrono::duration<double, std::ratio<60>>(Clock::now() - lastCheckpoint).count() >
            options.checkpointMinutes)
        {
            writeCheckpoint();
            lastCheckpoint = Clock::now();
        }
        progress.update(static_cast<double>(trainer->state.step), "loss " + text(loss) + validated);
    }
}

void TrainingRun::validate()
{
    const auto figures = trainer->validate();
    log->add(trainer->state.step, lossSum / static_cast<double>(lossCount), figures,
             std::exp(trainer->state.learned.logWeight));
    lossSum = 0.0;
    lossCount = 0;
}

void TrainingRun::writeCheckpoint() const
{
    replaceFile(checkpoint, serialiseCheckpoint(runDescription, trainer->state));
}

Model TrainingRun::describedModel() const
{
    auto model = trainer->bestModel();
    model.name = options.name.empty() ? options.output.stem().string() : options.name;
    auto& training = model.training;
    std::istringstream lines(runDescription);
    for (std::string keyword, value; lines >> keyword >> value;)
        training[keyword] = value;
    // What the model itself says, and what is only about this run's reports.
    for (const auto* keyword : {"sample_rate", "frame_length", "rows", "iterations", "hop", "theta"})
        training.erase(keyword);
    if (settings.gradient == GradientMode::full)
        training.erase("backward_steps");
    if (options.start)
        training["start"] = readModelFile(*options.start).name;
    training["epochs"] =
        text(static_cast<double>(settings.steps) * samplesPerMinibatch(settings) / samplesIn(trainingSounds), 2);
    if (const auto& best = trainer->state.best)
    {
        training["best_minibatch"] = std::to_string(best->step);
        training["validation_snr_input_db"] = text(best->figures.snrInputDb);
        training["validation_snr_db"] = text(best->figures.snrDb);
        training["validation_smallest_gain_db"] = text(best->figures.smallestGainDb);
        training["validation_loss_input_db"] = text(best->figures.lossInputDb);
        training["validation_loss_db"] = text(best->figures.lossDb);
    }
    return model;
}

void TrainingRun::writeModel() const
{
    writeModelFile(describedModel(), options.output);
}

void TrainingRun::report() const
{
    const auto model = describedModel();
    if (options.json != standardOutput)
        std::cout << options.output.string() << ": K " << model.rows() << " x " << model.frameLength() << ", "
                  << model.iterations << " iterations; validation SNR " << model.training.at("validation_snr_input_db")
                  << " -> " << model.training.at("validation_snr_db") << " dB, smallest gain "
                  << model.training.at("validation_smallest_gain_db") << " dB\n";
    if (options.json.empty())
        return;
    nlohmann::ordered_json figures{{"output", options.output.string()},   {"rows", model.rows()},
                                   {"frame_length", model.frameLength()}, {"iterations", model.iterations},
                                   {"sigma", model.steps.sigma},          {"tau", model.steps.tau},
                                   {"theta", model.steps.theta}};
    for (const auto& [keyword, value] : model.training)
        figures["training"][keyword] = value;
    writeJson(figures, options.json);
}

} // namespace dequantizer
