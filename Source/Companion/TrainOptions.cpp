#include "Companion/TrainOptions.h"

#include "Companion/NumberRange.h"
#include "Files/PathOptions.h"
#include "Files/Utf8Path.h"
#include "Model/CosineModel.h"
#include "Signal/Quantiser.h"
#include "Training/FourierRecipe.h"
#include "Training/LearnedBoundsRecipe.h"
#include "Training/SettingsTable.h"

#include <algorithm>
#include <cmath>
#include <locale>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace dequantizer
{

namespace
{
// A value as an option takes it, in any locale.
std::string valueText(const TrainingSettings& settings, std::string_view name)
{
    const auto value = toJson(settings).at(std::string(name));
    if (value.is_boolean())
        return value.get<bool>() ? "yes" : "no";
    if (!value.is_number_float())
        return settingText(value);
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << value.get<double>();
    return text.str();
}

// The defaults of a setting that does not depend on the rate.
class Defaults
{
public:
    // Of the operators with learned bounds.
    [[nodiscard]] std::string learned(std::string_view name) const
    {
        const auto dense = valueText(learnedBounds, name), windowed = valueText(fourier, name);
        return dense == windowed ? dense + " (learned bounds)" : dense + " (dense) or " + windowed + " (fourier)";
    }

    // Of these and of the dense operator with constant bounds.
    [[nodiscard]] std::string all(std::string_view name) const
    {
        const auto constant = valueText(constantBounds, name), dense = valueText(learnedBounds, name),
                   windowed = valueText(fourier, name);
        if (dense == windowed)
            return constant + " (constant bounds) or " + dense + " (learned bounds)";
        if (constant == dense)
            return dense + " (dense) or " + windowed + " (fourier)";
        return constant + " (constant bounds), " + dense + " (dense, learned bounds) or " + windowed + " (fourier)";
    }

private:
    static constexpr double anyRate = 44100.0;
    TrainingSettings constantBounds, learnedBounds = learnedBoundsRecipe(anyRate), fourier = fourierRecipe(anyRate);
};

// Other programs, and this one, know a model by the end of its name.
CLI::Validator modelFileName()
{
    const auto whyNot = [](const std::string& text)
    {
        const bool isModelFile = pathFromUtf8(text).extension() == ".safetensors";
        return isModelFile ? std::string() : text + " does not end in .safetensors";
    };
    return {whyNot, ""};
}
} // namespace

void TrainOptions::addTo(CLI::App& command)
{
    auto& options = settingOptions;
    const Defaults defaults;
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
    options.addDerived(command, "--bits", "bits", defaults.learned("bits"));
    options.addDerived(command, "--max-bits", "max_bits", defaults.learned("max_bits"));
    options.addDerived(command, "--iterations", "iterations", defaults.learned("iterations"));
    options.addDerived(command, "--gradient", "gradient", defaults.learned("gradient"));
    options.add(command, "--backward-steps", "backward_steps");
    options.add(command, "--algorithm", "algorithm");
    options.add(command, "--relaxation", "relaxation");
    options.add(command, "--inertia", "inertia");
    command.add_option("--output", output, "model file to write (.safetensors)")->required()->check(modelFileName());

    auto& shape = *command.add_option_group("Model");
    const auto& rates = trainingSetting("sample_rate");
    shape.add_option("--start", start,
                     "model to start from, instead of a cosine transform; a fourier one may have fewer hidden units");
    shape.add_option("--name", name, "the model's name");
    shape.add_option("--sample-rate", sampleRate, "Hz; that of the first training file if not given")
        ->check(numberWithin(rates.least, rates.greatest));
    options.addDerived(shape, "--frame-length", "frame_length", "20 ms (dense) or about 46 ms (fourier)");
    options.addDerived(shape, "--hidden-units", "hidden_units", defaults.learned("hidden_units"));
    options.addDerived(shape, "--frame-layer,!--no-frame-layer", "frame_layer", "yes (fourier)");
    options.add(shape, "--updates", "updates");
    options.addDerived(shape, "--rows", "rows", "n");
    options.addDerived(shape, "--hop", "hop", "n / 8 (dense) or n / 4 (fourier)");
    options.addDerived(shape, "--weight", "weight", "a value derived from --bits");
    options.addDerived(shape, "--product", "product", "0.98 or its limit");
    options.add(shape, "--product-limit", "product_limit");
    options.add(shape, "--theta", "theta");
    options.addDerived(shape, "--learn-steps", "learned_steps", "weight (full gradient, constant bounds) or none");

    auto& learning = *command.add_option_group("Learning");
    options.add(learning, "--loss", "loss");
    options.addDerived(learning, "--objective", "objective", defaults.all("objective"));
    options.addDerived(learning, "--harm-weight", "harm_weight", defaults.all("harm_weight"));
    options.add(learning, "--loudness-weight", "loudness_weight");
    options.addDerived(learning, "--input-gradient", "input_gradient", defaults.learned("input_gradient"));
    options.add(learning, "--primal-mask", "mask");
    options.addDerived(learning, "--learning-rate", "learning_rate", defaults.all("learning_rate"));
    auto& duration = *learning.add_option_group("Duration");
    duration.add_option("--epochs", epochs, "passes over the training audio")->check(CLI::PositiveNumber);
    duration.add_option("--minibatches", minibatches, "minibatches")->check(CLI::PositiveNumber);
    duration.add_option("--minutes", minutes, "approximate duration; prints the number of minibatches")
        ->check(CLI::PositiveNumber);
    duration.require_option(0, 1);
    options.addDerived(learning, "--warm-up", "warm_up", defaults.all("warm_up"));
    options.add(learning, "--decay", "decay");
    options.addDerived(learning, "--gradient-limit", "gradient_limit", defaults.all("gradient_limit"));
    options.addDerived(learning, "--segments", "segments", defaults.all("segments"));
    options.addDerived(learning, "--segments-together", "segments_together", defaults.all("segments_together"));
    options.addDerived(learning, "--segment-frames", "frames_per_segment", defaults.all("frames_per_segment"));
    options.addDerived(learning, "--training-hop", "training_hop", "n / 4, or n / 8 (dense, learned bounds)");
    options.addDerived(learning, "--level-range", "level_range", defaults.all("level_range"));
    options.addDerived(learning, "--level-chance", "level_chance", defaults.all("level_chance"));
    options.add(learning, "--offset-chance", "offset_chance");
    options.add(learning, "--hum-chance", "hum_chance");
    options.addDerived(learning, "--min-peak", "min_peak", defaults.learned("min_peak"));
    options.add(learning, "--seed", "seed");
    learning.add_option("--threads", threads, "number of threads; does not affect the model")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();

    auto& reports = *command.add_option_group("Reports");
    options.addDerived(reports, "--validate-every", "validation_interval", defaults.all("validation_interval"));
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
