#include "Companion/TrainingInputs.h"

#include "Companion/TrainingFolder.h"
#include "Files/Utf8Path.h"
#include "Model/ModelError.h"
#include "Model/ModelFile.h"
#include "Signal/Quantiser.h"
#include "Training/Checkpoint.h"
#include "Training/DenseParametrisation.h"
#include "Training/FourierParametrisation.h"
#include "Training/InitialOperator.h"
#include "Training/LearnedBoundsParametrisation.h"
#include "Training/RandomSegments.h"
#include "Training/VariedSegments.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace dequantizer
{

namespace
{
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

TrainingInputs::TrainingInputs(const TrainOptions& options)
{
    readSounds(options);
    readStart(options);
    hashOfTraining = fingerprint(training);
    hashOfValidation = fingerprint(validation);
}

void TrainingInputs::readSounds(const TrainOptions& options)
{
    constexpr double defaultCorpusRate = 44100.0;
    double rate = options.sampleRate;
    if (!options.trainingFolder.empty())
    {
        training = readTrainingFolder(options.trainingFolder, rate);
        validation = readTrainingFolder(options.validationFolder, rate);
        if (!options.corpora.empty())
            for (auto& sound : training)
                sound.weight = 1.0 / static_cast<double>(training.size());
    }
    else if (rate == 0.0)
        rate = defaultCorpusRate;
    chosen = options.settingsAt(rate);
    const double ofCorpora = chosen.operatorKind == OperatorKind::dense ? rate : 0.0;
    for (const auto& corpus : options.corpora)
    {
        append(training, readTrainingSounds(corpus, ofCorpora));
        append(validation, readValidationSounds(corpus, options.validationSounds, ofCorpora));
    }
}

void TrainingInputs::readStart(const TrainOptions& options)
{
    if (!options.start)
        return;
    const auto file = utf8FromPath(*options.start);
    start = std::make_unique<const Model>(readModelFile(*options.start, AcceptedModels::anyAlgorithm));
    if (chosen.operatorKind == OperatorKind::fourier)
    {
        if (!start->fourier)
            throw ModelError(file + ": this is a dense model, and --operator fourier starts from a Fourier one");
        return;
    }
    if (start->fourier)
        throw ModelError(file + ": this is a Fourier model, and --operator dense starts from a dense one");
    if (start->frameLength() != chosen.frameLength || start->rows() != chosen.rows)
        throw ModelError(file + ": K is " + std::to_string(start->rows()) + " x " +
                         std::to_string(start->frameLength()) + ", which does not match --rows and --frame-length");
    if (start->denseBounds)
    {
        if (chosen.bounds == BoundsKind::constant)
            throw ModelError(file + ": this model has learned bounds, and training it requires --bounds learned");
        return;
    }
    if (!options.weightGiven())
    {
        const auto steps = start->stepsFor(deltaForBits(chosen.bits));
        chosen.weight = std::sqrt(steps.sigma / steps.tau);
    }
}

std::unique_ptr<Trainer> TrainingInputs::makeTrainer(int threads, ProcessGroup& processes) const
{
    if (chosen.operatorKind == OperatorKind::fourier)
        return std::make_unique<Trainer>(
            chosen, std::make_unique<FourierParametrisation>(chosen, start ? start->fourier.get() : nullptr),
            std::make_unique<VariedSegments>(chosen, training), threads, processes);
    Model initial;
    if (start)
        initial = *start;
    else
        initial.K = initialOperator(chosen.rows, chosen.frameLength);
    if (chosen.bounds == BoundsKind::learned)
        return std::make_unique<Trainer>(chosen, std::make_unique<LearnedBoundsParametrisation>(chosen, initial),
                                         std::make_unique<VariedSegments>(chosen, training), threads, processes);
    return std::make_unique<Trainer>(chosen, std::make_unique<DenseParametrisation>(chosen, initial.K),
                                     std::make_unique<RandomSegments>(chosen, training), threads, processes);
}

double TrainingInputs::minutes() const
{
    return secondsIn(training) / 60.0;
}

double TrainingInputs::epochs(long minibatches) const
{
    return static_cast<double>(minibatches) * secondsPerMinibatch(chosen) / secondsIn(training);
}

nlohmann::ordered_json TrainingInputs::description() const
{
    return describeRun(chosen, hashOfTraining, hashOfValidation);
}

} // namespace dequantizer
