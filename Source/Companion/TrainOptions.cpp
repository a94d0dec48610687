#include "Companion/TrainOptions.h"

#include "Companion/NumberRange.h"
#include "Files/PathOptions.h"
#include "Model/CosineModel.h"
#include "Signal/Quantiser.h"
#include "Training/FourierRecipe.h"
#include "Training/LearnedBoundsRecipe.h"
#include "Training/SettingsTable.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace dequantizer
{

void TrainOptions::addTo(CLI::App& command)
{
    auto& options = settingOptions;
    options.add(command, "--operator", "operator");
    options.addDerived(command, "--bounds", "bounds", "constant (dense) or learned (fourier)");
    command.add_option("--train", trainingFolder, "folder of clean sound files for training");
    command.add_option("--validation", validationFolder, "folder of other clean sound files, to select the best model");
    command.add_option_function<std::vector<std::string>>(
        "--manifest",
        [this](const std::vector<std::string>& arguments)
        {
            for (const auto& argument : arguments)
                corpora.push_back(parseTrainingCorpus(argument));
        },
        "manifest.jsonl of a corpus, or FILE=WEIGHT to draw from it more or less often; may be repeated. "
        "For learned bounds, instead of --train and --validation or together with them, which weigh 1");
    options.addDerived(command, "--bits", "bits", "3 (learned bounds)");
    options.addDerived(command, "--max-bits", "max_bits", "10 (learned bounds)");
    options.addDerived(command, "--iterations", "iterations", "10 (learned bounds)");
    options.addDerived(command, "--gradient", "gradient", "full (learned bounds)");
    options.add(command, "--backward-steps", "backward_steps");
    options.add(command, "--algorithm", "algorithm");
    options.add(command, "--relaxation", "relaxation");
    options.add(command, "--inertia", "inertia");
    command.add_option("--output", output, "model file to write (.safetensors)")->required();

    auto& shape = *command.add_option_group("Model");
    const auto& rates = trainingSetting("sample_rate");
    shape.add_option("--start", start,
                     "model to start from, instead of a cosine transform; a fourier one may have fewer hidden units");
    shape.add_option("--name", name, "the model's name");
    shape.add_option("--sample-rate", sampleRate, "Hz; that of the first training file if not given")
        ->check(numberWithin(rates.least, rates.greatest));
    options.addDerived(shape, "--frame-length", "frame_length", "20 ms (dense) or about 46 ms (fourier)");
    options.addDerived(shape, "--hidden-units", "hidden_units", "96 (dense) or 16 (fourier)");
    options.addDerived(shape, "--frame-layer,!--no-frame-layer", "frame_layer", "yes (fourier)");
    options.add(shape, "--updates", "updates");
    options.addDerived(shape, "--rows", "rows", "n");
    options.addDerived(shape, "--hop", "hop", "n / 8 (dense) or n / 4 (fourier)");
    options.addDerived(shape, "--weight", "weight", "a value derived from --bits");
    options.addDerived(shape, "--product", "product", "0.98 or its limit");
    options.add(shape, "--product-limit", "product_limit");
    options.add(shape, "--theta", "theta");
    options.addDerived(shape, "--learn-steps", "learned_steps", "weight (full gradient) or none");

    auto& learning = *command.add_option_group("Learning");
    options.add(learning, "--loss", "loss");
    options.addDerived(learning, "--objective", "objective", "mean (dense) or relative (fourier)");
    options.addDerived(learning, "--harm-weight", "harm_weight", "0 (dense) or 0.3 (fourier)");
    options.add(learning, "--loudness-weight", "loudness_weight");
    options.addDerived(learning, "--input-gradient", "input_gradient", "yes (dense) or no (fourier)");
    options.add(learning, "--primal-mask", "mask");
    options.addDerived(learning, "--learning-rate", "learning_rate", "1e-4 (dense) or 5e-3 (fourier)");
    auto& duration = *learning.add_option_group("Duration");
    duration.add_option("--epochs", epochs, "passes over the training audio")->check(CLI::PositiveNumber);
    duration.add_option("--minibatches", minibatches, "minibatches")->check(CLI::PositiveNumber);
    duration.add_option("--minutes", minutes, "approximate duration; prints the number of minibatches")
        ->check(CLI::PositiveNumber);
    duration.require_option(0, 1);
    options.addDerived(learning, "--warm-up", "warm_up", "300 (dense) or 50 (fourier)");
    options.add(learning, "--decay", "decay");
    options.addDerived(learning, "--gradient-limit", "gradient_limit", "0 (dense) or 1 (fourier)");
    options.addDerived(learning, "--segments", "segments", "8 (dense) or 6 (fourier)");
    options.addDerived(learning, "--segments-together", "segments_together", "1 (dense) or 2 (fourier)");
    options.addDerived(learning, "--segment-frames", "frames_per_segment", "2 (dense) or 1 (fourier)");
    options.addDerived(learning, "--training-hop", "training_hop", "n / 4");
    options.addDerived(learning, "--level-range", "level_range", "0 (dense) or 12 (fourier)");
    options.addDerived(learning, "--level-chance", "level_chance", "0 (dense) or 0.5 (fourier)");
    options.add(learning, "--offset-chance", "offset_chance");
    options.add(learning, "--hum-chance", "hum_chance");
    options.addDerived(learning, "--min-peak", "min_peak", "1 (fourier)");
    options.add(learning, "--seed", "seed");
    learning.add_option("--threads", threads, "number of threads; does not affect the model")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();

    auto& reports = *command.add_option_group("Reports");
    options.addDerived(reports, "--validate-every", "validation_interval", "2000 (dense) or 500 (fourier)");
    reports.add_option("--validation-sounds", validationSounds, "sounds of each --manifest to validate on")
        ->check(CLI::Range(1, 100000))
        ->capture_default_str();
    reports.add_option("--log", log, "write a row per validation to this CSV file");
    reports.add_option("--checkpoint", checkpoint,
                       "file to resume from after an interruption; OUTPUT.checkpoint if not given");
    reports.add_option("--checkpoint-minutes", checkpointMinutes, "between checkpoints")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    reports.add_option("--json", json, "write the figures to this JSON file; - is standard output");
}

void TrainOptions::requireInputs() const
{
    const auto require = [](bool condition, const char* message)
    {
        if (!condition)
            throw CLI::RequiredError(message, CLI::ExitCodes::RequiredError);
    };
    if (!learnsBounds())
    {
        require(corpora.empty(), "--manifest requires --operator fourier or --bounds learned");
        require(settingOptions.given("bits"), "--bits is required");
        require(settingOptions.given("iterations"), "--iterations is required");
        require(settingOptions.given("gradient"), "--gradient is required");
    }
    require(trainingFolder.empty() == validationFolder.empty(), "--train and --validation require each other");
    require(!corpora.empty() || !trainingFolder.empty(), "--train and --validation are required, or --manifest");
}

TrainingSettings TrainOptions::settingsAt(double rate) const
{
    if (settingOptions.given("backward_steps") && settings.gradient == GradientMode::full)
        throw std::runtime_error("--backward-steps requires --gradient truncated or implicit");
    const auto requireAlgorithm = [this](const char* setting, SolverAlgorithm algorithm)
    {
        if (settingOptions.given(setting) && settings.algorithm != algorithm)
            throw std::runtime_error("--" + std::string(setting) + " requires --algorithm " +
                                     std::string(algorithmNames[static_cast<std::size_t>(algorithm)]));
    };
    requireAlgorithm("relaxation", SolverAlgorithm::overRelaxed);
    requireAlgorithm("inertia", SolverAlgorithm::inertial);
    return learnsBounds() ? learnedBoundsSettingsAt(rate) : denseSettingsAt(rate);
}

TrainingSettings TrainOptions::learnedBoundsSettingsAt(double rate) const
{
    const bool dense = settings.operatorKind == OperatorKind::dense;
    auto filled = dense ? learnedBoundsRecipe(rate) : fourierRecipe(rate);
    settingOptions.copyGiven(filled);
    const int hop = std::max(1, filled.frameLength / (dense ? 8 : 4));
    if (!settingOptions.given("hop"))
        filled.hop = hop;
    if (!settingOptions.given("training_hop"))
        filled.trainingHop = hop;
    if (dense && !settingOptions.given("rows"))
        filled.rows = filled.frameLength;
    if (!settingOptions.given("product"))
        filled.product = std::min(filled.product, filled.productLimit);
    if (settingOptions.given("bits") && !settingOptions.given("max_bits"))
        filled.maxBits = filled.bits;
    if (!settingOptions.given("backward_steps"))
        filled.backwardSteps = std::min(filled.backwardSteps, filled.iterations);
    validate(filled);
    return filled;
}

TrainingSettings TrainOptions::denseSettingsAt(double rate) const
{
    const auto given = [this](const char* setting) { return settingOptions.given(setting); };
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
    // The other gradients are those of a limit that does not depend on sigma and tau, so their derivatives with respect
    // to them have no meaning.
    if (!given("learned_steps"))
        filled.learnedSteps = filled.gradient == GradientMode::full ? LearnedSteps::weight : LearnedSteps::none;
    validate(filled);
    return filled;
}

} // namespace dequantizer
