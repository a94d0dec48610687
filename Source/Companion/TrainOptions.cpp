#include "Companion/TrainOptions.h"

#include "Model/CosineModel.h"
#include "Signal/Quantiser.h"
#include "Training/SettingsTable.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace dequantizer
{

void TrainOptions::addTo(CLI::App& command)
{
    auto& options = settingOptions;
    command.add_option("--train", trainingFolder, "folder of clean sound files to learn from")->required();
    command
        .add_option("--validation", validationFolder, "folder of other clean sound files, to choose the best model by")
        ->required();
    options.addRequired(command, "--bits", "bits");
    options.addRequired(command, "--iterations", "iterations");
    options.addRequired(command, "--gradient", "gradient");
    options.add(command, "--backward-steps", "backward_steps");
    command.add_option("--output", output, "model file to write (.safetensors)")->required();

    auto& shape = *command.add_option_group("Model");
    const auto& rates = trainingSetting("sample_rate");
    shape.add_option("--start", start, "model to start from, instead of a cosine transform");
    shape.add_option("--name", name, "the model's name");
    shape.add_option("--sample-rate", sampleRate, "Hz; that of the first training file if not given")
        ->check(CLI::Range(rates.least, rates.greatest));
    options.addDerived(shape, "--frame-length", "frame_length", "20 ms");
    options.addDerived(shape, "--rows", "rows", "n");
    options.addDerived(shape, "--hop", "hop", "n / 8");
    options.addDerived(shape, "--weight", "weight", "a value that suits the bits");
    options.addDerived(shape, "--product", "product", "0.98 or its limit");
    options.add(shape, "--product-limit", "product_limit");
    options.add(shape, "--theta", "theta");
    options.addDerived(shape, "--learn-steps", "learned_steps", "weight, or none with truncated gradients,");

    auto& learning = *command.add_option_group("Learning");
    options.add(learning, "--loss", "loss");
    options.add(learning, "--objective", "objective");
    options.add(learning, "--harm-weight", "harm_weight");
    options.add(learning, "--primal-mask", "mask");
    options.add(learning, "--learning-rate", "learning_rate");
    auto& duration = *learning.add_option_group("Duration");
    duration.add_option("--epochs", epochs, "passes over the training audio")->check(CLI::PositiveNumber);
    duration.add_option("--minibatches", minibatches, "minibatches")->check(CLI::PositiveNumber);
    duration.add_option("--minutes", minutes, "approximate duration; prints the number of minibatches")
        ->check(CLI::PositiveNumber);
    duration.require_option(0, 1);
    options.add(learning, "--warm-up", "warm_up");
    options.add(learning, "--decay", "decay");
    options.add(learning, "--gradient-limit", "gradient_limit");
    options.add(learning, "--segments", "segments");
    options.add(learning, "--segments-together", "segments_together");
    options.add(learning, "--segment-frames", "frames_per_segment");
    options.addDerived(learning, "--training-hop", "training_hop", "n / 4");
    options.add(learning, "--level-range", "level_range");
    options.add(learning, "--level-chance", "level_chance");
    options.add(learning, "--seed", "seed");
    learning.add_option("--threads", threads, "number of threads; does not affect the model")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();

    auto& reports = *command.add_option_group("Reports");
    options.add(reports, "--validate-every", "validation_interval");
    reports.add_option("--log", log, "write a row per validation to this CSV file");
    reports.add_option("--checkpoint", checkpoint,
                       "file to resume from after an interruption; OUTPUT.checkpoint if not given");
    reports.add_option("--checkpoint-minutes", checkpointMinutes, "between checkpoints")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    reports.add_option("--json", json, "write the figures to this JSON file; - is standard output");
}

TrainingSettings TrainOptions::settingsAt(double rate) const
{
    const auto given = [this](const char* setting) { return settingOptions.given(setting); };
    if (given("backward_steps") && settings.gradient != GradientMode::truncated)
        throw std::runtime_error("--backward-steps belongs to --gradient truncated");

    auto filled = settings;
    filled.sampleRate = rate;
    if (!given("frame_length"))
        filled.frameLength = std::max(2, static_cast<int>(std::lround(0.02 * rate)));
    if (!given("rows"))
        filled.rows = filled.frameLength;
    if (!given("hop"))
        filled.hop = std::max(1, filled.frameLength / 8);
    if (!given("training_hop"))
        filled.trainingHop = std::max(1, filled.frameLength / 4);
    if (!given("weight"))
    {
        // The weight of the plain cosine transform, from which training starts.
        const auto steps = cosineStepSizes(deltaForBits(filled.bits));
        filled.weight = std::sqrt(steps.sigma / steps.tau);
    }
    if (!given("product"))
        filled.product = std::min(0.98, filled.productLimit);
    // The truncated gradient is that of a limit that does not depend on sigma and tau, so its derivatives with respect
    // to them have no meaning.
    if (!given("learned_steps"))
        filled.learnedSteps = filled.gradient == GradientMode::full ? LearnedSteps::weight : LearnedSteps::none;
    validate(filled);
    return filled;
}

} // namespace dequantizer
