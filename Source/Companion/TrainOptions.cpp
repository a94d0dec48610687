#include "Companion/TrainOptions.h"

#include "Model/Model.h"
#include "Signal/Quantiser.h"
#include "Training/Loss.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

namespace dequantizer
{

namespace
{
const std::map<std::string, GradientMode> gradientModes{{"full", GradientMode::full},
                                                        {"truncated", GradientMode::truncated}};
const std::map<std::string, PrimalMask> masks{{"cell", PrimalMask::cell}, {"widened", PrimalMask::widened}};
const std::map<std::string, LearnedSteps> learnedStepsNames{
    {"none", LearnedSteps::none}, {"weight", LearnedSteps::weight}, {"both", LearnedSteps::weightAndProduct}};

void require(bool condition, const char* otherwise)
{
    if (!condition)
        throw std::runtime_error(otherwise);
}
} // namespace

void TrainOptions::addTo(CLI::App& command)
{
    command.add_option("--train", trainingFolder, "folder of clean sound files to learn from")->required();
    command
        .add_option("--validation", validationFolder, "folder of other clean sound files, to choose the best model by")
        ->required();
    command.add_option("--bits", settings.bits, "bits per sample of the quantiser to undo")
        ->required()
        ->check(CLI::Range(1, 16));
    command.add_option("--iterations", settings.iterations, "L, iterations a frame")
        ->required()
        ->check(CLI::Range(1, ModelLimits::maxIterations));
    command.add_option("--gradient", settings.gradient, "full, or truncated: the last --backward-steps only")
        ->required()
        ->transform(CLI::CheckedTransformer(gradientModes));
    command.add_option("--backward-steps", backwardSteps, "b of the truncated gradient")->check(CLI::Range(1, 100000));
    command.add_option("--output", output, "model file to write (.safetensors)")->required();

    auto* const shape = command.add_option_group("Model");
    shape->add_option("--start", start, "model to go on learning from, instead of a cosine transform");
    shape->add_option("--name", name, "the model's name");
    shape->add_option("--sample-rate", sampleRate, "Hz; that of the first training file if not given")
        ->check(CLI::Range(1000.0, 768000.0));
    shape->add_option("--frame-length", frameLength, "n, samples; 20 ms if not given")
        ->check(CLI::Range(2, ModelLimits::maxFrameLength));
    shape->add_option("--rows", rows, "k, rows of K; n if not given")->check(CLI::Range(1, ModelLimits::maxRows));
    shape->add_option("--hop", hop, "samples between frames in use; n / 8 if not given")->check(CLI::PositiveNumber);
    shape->add_option("--weight", weight, "w, the ratio of dual to primal steps; by the bits if not given")
        ->check(CLI::PositiveNumber);
    shape->add_option("--product", product, "sigma tau ||K||^2")->check(CLI::PositiveNumber);
    shape->add_option("--product-limit", settings.productLimit, "what a learned product stays below")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    shape->add_option("--theta", settings.theta, "extrapolation")->check(CLI::Range(0.0, 1.0))->capture_default_str();
    shape
        ->add_option("--learn-steps", learnedSteps,
                     "none, weight, or both (weight and product); weight if not given, none with truncated gradients")
        ->transform(CLI::CheckedTransformer(learnedStepsNames));

    auto* const learning = command.add_option_group("Learning");
    learning->add_option("--loss", settings.loss, "what to make small")
        ->check(CLI::IsMember(lossNames()))
        ->capture_default_str();
    learning->add_option("--primal-mask", settings.mask, "cell (exact) or widened (as published)")
        ->transform(CLI::CheckedTransformer(masks));
    learning->add_option("--learning-rate", settings.learningRate, "of Adam, at its highest")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    auto* const duration = learning->add_option_group("Duration");
    duration->add_option("--epochs", epochs, "times the length of the training sounds")->check(CLI::PositiveNumber);
    duration->add_option("--minibatches", minibatches, "minibatches")->check(CLI::PositiveNumber);
    duration->add_option("--minutes", minutes, "about so long; the run says how many minibatches that is")
        ->check(CLI::PositiveNumber);
    duration->require_option(0, 1);
    learning->add_option("--warm-up", settings.warmUp, "minibatches over which the learning rate rises")
        ->check(CLI::Range(1, 1000000))
        ->capture_default_str();
    learning->add_option("--segments", settings.segments, "segments of sound a minibatch")
        ->check(CLI::Range(1, 4096))
        ->capture_default_str();
    learning->add_option("--segment-frames", settings.framesPerSegment, "frame lengths of a segment that the loss sees")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    learning->add_option("--training-hop", trainingHop, "samples between frames in training; n / 4 if not given")
        ->check(CLI::PositiveNumber);
    learning->add_option("--level-range", settings.levelRange, "attenuate segments by up to this many dB ...")
        ->check(CLI::Range(0.0, 120.0))
        ->capture_default_str();
    learning->add_option("--level-chance", settings.levelChance, "... with this probability")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    learning->add_option("--seed", settings.seed, "of the random minibatches")->capture_default_str();
    learning->add_option("--threads", settings.threads, "processor cores to use")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();

    auto* const reports = command.add_option_group("Reports");
    reports->add_option("--validate-every", settings.validationInterval, "minibatches between validations")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    reports->add_option("--log", log, "write a row a validation to this CSV file");
    reports->add_option("--checkpoint", checkpoint,
                        "file to go on from after an interruption; OUTPUT.checkpoint if not given");
    reports->add_option("--checkpoint-minutes", checkpointMinutes, "between checkpoints")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    reports->add_option("--json", json, "write the figures to this JSON file; - is standard output");
}

TrainingSettings TrainOptions::settingsAt(double rate) const
{
    // The weight that suits the plain cosine transform, as in cosineModel(); learning goes on from there.
    constexpr double weightTimesSquaredDelta = 0.6;

    const double delta = deltaForBits(settings.bits);
    auto filled = settings;
    filled.sampleRate = rate;
    filled.frameLength = frameLength.value_or(std::max(2, static_cast<int>(std::lround(0.02 * rate))));
    filled.rows = rows.value_or(filled.frameLength);
    filled.hop = hop.value_or(std::max(1, filled.frameLength / 8));
    filled.trainingHop = trainingHop.value_or(std::max(1, filled.frameLength / 4));
    filled.weight = weight.value_or(weightTimesSquaredDelta / (delta * delta));
    filled.product = product.value_or(std::min(0.98, filled.productLimit));
    // The truncated gradient is that of a limit which sigma and tau have no part in: what it says of them means
    // nothing.
    filled.learnedSteps =
        learnedSteps.value_or(filled.gradient == GradientMode::full ? LearnedSteps::weight : LearnedSteps::none);
    filled.backwardSteps = backwardSteps.value_or(filled.backwardSteps);

    require(static_cast<long>(filled.rows) * filled.frameLength <= ModelLimits::maxCoefficients,
            "--rows times --frame-length is larger than a model may be");
    require(filled.hop <= filled.frameLength, "--hop must not be larger than --frame-length");
    require(filled.trainingHop <= filled.frameLength, "--training-hop must not be larger than --frame-length");
    require(filled.product <= filled.productLimit, "--product must not be above --product-limit");
    require(filled.threads <= filled.segments, "--threads must not be more than --segments");
    require(!backwardSteps || filled.gradient == GradientMode::truncated,
            "--backward-steps belongs to --gradient truncated");
    return filled;
}

} // namespace dequantizer
