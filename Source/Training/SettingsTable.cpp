#include "Training/SettingsTable.h"

#include "Model/Model.h"
#include "Training/Loss.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <sstream>
#include <type_traits>

namespace dequantizer
{

namespace
{
using Json = nlohmann::ordered_json;
using S = TrainingSettings;

constexpr double unlimited = std::numeric_limits<double>::max();
constexpr double belowOne = 0.999, belowTwo = 1.999;
constexpr double aboveZero = std::numeric_limits<double>::min();

Setting number(const char* name, Setting::Member member, double least, double greatest, const char* text)
{
    return {name, member, text, least, greatest};
}

Setting choice(const char* name, Setting::Member member, std::vector<std::string> choices, const char* text)
{
    return {name, member, text, 0.0, 0.0, std::move(choices)};
}

std::vector<Setting> table()
{
    constexpr int maxSegments = 4096;
    return {
        choice("operator", &S::operatorKind, {"dense", "fourier"},
               "dense (learn K) or fourier (learn the bounds and steps of a windowed Fourier transform)"),
        choice("bounds", &S::bounds, {"constant", "learned"}, "constant, or learned functions of the signal"),
        number("sample_rate", &S::sampleRate, 1000.0, 768000.0, "Hz"),
        number("bits", &S::bits, 1, 16, "bits per sample of the quantised input"),
        number("max_bits", &S::maxBits, 0, 16, "largest of the depths drawn from --bits up; 0 for --bits alone"),
        number("frame_length", &S::frameLength, 2, ModelLimits::maxFourierFrameLength, "n, samples"),
        number("rows", &S::rows, 1, ModelLimits::maxRows, "k, rows of K"),
        number("iterations", &S::iterations, 1, ModelLimits::maxIterations, "L, iterations per frame"),
        choice("algorithm", &S::algorithm, {algorithmNames.begin(), algorithmNames.end()},
               "chambolle-pock, or for a dense operator with constant bounds another one, see Docs/algorithms.md"),
        number("relaxation", &S::relaxation, aboveZero, belowTwo, "rho of the over-relaxed algorithm"),
        number("inertia", &S::inertia, 0.0, belowOne, "alpha of the inertial algorithm"),
        number("hidden_units", &S::hiddenUnits, 1, ModelLimits::maxDenseHiddenUnits,
               "units of each hidden layer of the networks that set the bounds"),
        choice("frame_layer", &S::frameLayer, {}, "let the networks see the spectrum of the whole frame"),
        Setting{"updates", &S::updates, "the iterations before which the bounds are set, increasing, the first 0"},
        choice("input_gradient", &S::inputGradient, {}, "propagate the gradient through the networks' inputs"),
        choice("gradient", &S::gradient, {"full", "truncated", "implicit"},
               "through all iterations, truncated to the last --backward-steps, or that of the limit"),
        number("backward_steps", &S::backwardSteps, 1, 100000,
               "b of the truncated gradient, and steps that solve for the implicit one"),
        choice("mask", &S::mask, {"cell", "widened"},
               "mask of the primal projection in the gradient: cell (exact) or widened (as published)"),
        choice("loss", &S::loss, lossNames(), "what to minimise"),
        choice("objective", &S::objective, {"mean", "relative"},
               "mean loss of the segments, or logarithm of the loss relative to that of the input"),
        number("harm_weight", &S::harmWeight, 0.0, unlimited,
               "weight of the penalty on segments whose loss the restoration increases"),
        number("loudness_weight", &S::loudnessWeight, 0.0, unlimited,
               "weight of the logarithm of the difference in loudness, after PESQ"),
        choice("basis", &S::basis, {"samples", "cosine"}, "coordinates in which K is learned"),
        number("weight", &S::weight, aboveZero, unlimited, "w, the ratio of dual to primal steps"),
        number("product", &S::product, aboveZero, unlimited, "sigma tau ||K||^2"),
        number("product_limit", &S::productLimit, aboveZero, unlimited, "upper limit of a learned product"),
        number("theta", &S::theta, 0.0, 1.0, "extrapolation"),
        choice("learned_steps", &S::learnedSteps, {"none", "weight", "both"},
               "none, weight, or both (weight and product)"),
        choice("norm_gradient", &S::normGradient, {}, "include the step sizes' dependence on ||K|| in the gradient"),
        choice("sampling", &S::sampling, {"random", "epochs"}, "random segments, or epochs of single frames"),
        number("training_hop", &S::trainingHop, 1, ModelLimits::maxFourierFrameLength,
               "samples between frames in training"),
        number("hop", &S::hop, 1, ModelLimits::maxFourierFrameLength, "samples between frames at inference"),
        number("segments", &S::segments, 1, maxSegments, "segments of audio per minibatch"),
        number("segments_together", &S::segmentsTogether, 1, maxSegments, "segments of one recording solved together"),
        number("frames_per_segment", &S::framesPerSegment, 1, 1000, "frame lengths of a segment in the loss"),
        number("level_range", &S::levelRange, 0.0, 120.0, "attenuate segments by up to this many dB ..."),
        number("level_chance", &S::levelChance, 0.0, 1.0, "... with this probability"),
        number("offset_chance", &S::offsetChance, 0.0, 1.0, "probability of a DC offset of up to half a cell"),
        number("hum_chance", &S::humChance, 0.0, 1.0, "probability of a hum of about 50 or 60 Hz"),
        number("min_peak", &S::minPeak, 0.0, 1000.0, "redraw segments with a peak below this many Delta"),
        number("steps", &S::steps, 1, unlimited, "minibatches"),
        number("warm_up", &S::warmUp, 0, 1'000'000, "minibatches over which the learning rate rises"),
        number("learning_rate", &S::learningRate, aboveZero, unlimited, "maximum learning rate of Adam"),
        number("scalar_rate", &S::scalarRate, aboveZero, unlimited,
               "learning rate of all but the matrices as a multiple of theirs"),
        choice("decay", &S::decay, {"constant", "cosine", "exponential"}, "of the learning rate after warm-up"),
        number("final_rate", &S::finalRate, aboveZero, 1.0, "share of the learning rate left by exponential decay"),
        number("gradient_limit", &S::gradientLimit, 0.0, unlimited,
               "maximum Euclidean norm of the gradient; 0 means no limit"),
        number("validation_interval", &S::validationInterval, 1, unlimited, "minibatches between validations"),
        number("seed", &S::seed, 0, unlimited, "of the random numbers"),
    };
}

template <typename Value>
Json written(const Setting& setting, const Value& value)
{
    if constexpr (std::is_enum_v<Value>)
        return setting.choices[static_cast<std::size_t>(value)];
    else
        return value;
}

[[noreturn]] void refuse(const Setting& setting, const Json& value)
{
    throw SettingsError(setting.name + " cannot be " + settingText(value));
}

template <typename Value>
Value read(const Setting& setting, const Json& json)
{
    if constexpr (std::is_enum_v<Value>)
    {
        const auto found =
            json.is_string() ? std::ranges::find(setting.choices, json.get<std::string>()) : setting.choices.end();
        if (found == setting.choices.end())
            refuse(setting, json);
        return static_cast<Value>(found - setting.choices.begin());
    }
    else
    {
        const bool suits = std::is_same_v<Value, bool>          ? json.is_boolean()
                           : std::is_same_v<Value, std::string> ? json.is_string()
                           : std::is_same_v<Value, double>      ? json.is_number()
                                                                : json.is_number_integer();
        if (!suits)
            refuse(setting, json);
        return json.get<Value>();
    }
}

template <typename Value>
void checkRange(const Setting& setting, const Value& value)
{
    bool suits = true;
    if constexpr (std::is_same_v<Value, std::string>)
        // validate() checks texts without choices.
        suits = setting.choices.empty() || std::ranges::find(setting.choices, value) != setting.choices.end();
    else if constexpr (std::is_arithmetic_v<Value> && !std::is_same_v<Value, bool>)
        // This form of the condition rejects NaN.
        suits = static_cast<double>(value) >= setting.least && static_cast<double>(value) <= setting.greatest;
    if (!suits)
        refuse(setting, written(setting, value));
}

void require(bool condition, const char* otherwise)
{
    if (!condition)
        throw SettingsError(otherwise);
}
} // namespace

std::vector<int> updateIterations(const TrainingSettings& settings)
{
    std::vector<int> iterations;
    std::istringstream text(settings.updates);
    for (std::string item; std::getline(text, item, ',');)
    {
        int value = 0;
        const auto [end, error] = std::from_chars(item.data(), item.data() + item.size(), value);
        const int least = iterations.empty() ? 0 : iterations.back() + 1;
        if (error != std::errc() || end != item.data() + item.size() || value < least ||
            (iterations.empty() && value != 0) || iterations.size() >= ModelLimits::maxUpdates)
            return {};
        iterations.push_back(value);
    }
    return iterations;
}

std::vector<int> validationDepths(const TrainingSettings& settings)
{
    std::vector<int> depths;
    for (int bits = settings.bits + 1; bits <= settings.maxBits; bits += 2)
        depths.push_back(bits);
    if (depths.empty())
        depths.push_back(settings.bits);
    return depths;
}

std::span<const Setting> trainingSettings()
{
    static const auto settings = table();
    return settings;
}

const Setting& trainingSetting(std::string_view name)
{
    const auto settings = trainingSettings();
    return *std::ranges::find(settings, name, &Setting::name);
}

void validate(const TrainingSettings& settings)
{
    for (const auto& setting : trainingSettings())
        std::visit([&](auto member) { checkRange(setting, settings.*member); }, setting.member);
    const bool dense = settings.operatorKind == OperatorKind::dense;
    const bool learnedBounds = settings.bounds == BoundsKind::learned;
    require(!dense || (settings.frameLength <= ModelLimits::maxFrameLength &&
                       static_cast<long>(settings.rows) * settings.frameLength <= ModelLimits::maxCoefficients),
            "the rows times the frame length are more coefficients than a model may have");
    require(!learnedBounds || settings.iterations <= ModelLimits::maxLearnedIterations,
            "a model with learned bounds cannot have so many iterations");
    require(!updateIterations(settings).empty(),
            "the iterations that update the bounds must be increasing numbers, separated by commas, starting with 0");
    require(settings.maxBits == 0 || settings.maxBits >= settings.bits,
            "the largest bit depth must not be below the smallest");
    require(dense || learnedBounds, "the fourier operator has learned bounds");
    require(dense || settings.hiddenUnits <= ModelLimits::maxHiddenUnits,
            "the networks of the fourier operator have too many hidden units");
    require(!dense || !learnedBounds ||
                2 * static_cast<std::int64_t>(updateIterations(settings).size()) * settings.rows *
                        settings.hiddenUnits <=
                    ModelLimits::maxCoefficients,
            "the rows times the hidden units times the updates are larger networks than a model may have");
    require(learnedBounds || (settings.maxBits == 0 && settings.offsetChance == 0.0 && settings.humChance == 0.0 &&
                              settings.minPeak == 0.0),
            "several bit depths, DC offsets, hums and a minimum peak require learned bounds");
    require(!learnedBounds || settings.sampling == Sampling::random, "learned bounds are trained with random segments");
    const bool truncated = settings.gradient == GradientMode::truncated;
    require(!dense || !learnedBounds || !truncated,
            "learned bounds of a dense operator are trained with full gradients");
    require((dense && !learnedBounds) || settings.gradient != GradientMode::implicit,
            "the implicit gradient requires a dense operator with constant bounds");
    require((dense && !learnedBounds) || settings.algorithm == SolverAlgorithm::chambollePock,
            "another algorithm than chambolle-pock requires a dense operator with constant bounds");
    require(dense || !truncated || !settings.inputGradient,
            "a truncated gradient cannot include that through the inputs of the networks");
    require(dense || !truncated || settings.backwardSteps <= settings.iterations,
            "the fourier operator cannot be trained with more backward steps than iterations");
    require(settings.trainingHop <= settings.frameLength, "the training hop must not be larger than the frame length");
    require(settings.hop <= settings.frameLength, "the hop must not be larger than the frame length");
    require(settings.product <= settings.productLimit, "the product of the step sizes must not be above its limit");
    require(settings.sampling == Sampling::random || settings.objective == ObjectiveKind::mean,
            "epochs of single frames cannot be combined with a relative objective");
}

nlohmann::ordered_json toJson(const TrainingSettings& settings)
{
    Json json = Json::object();
    for (const auto& setting : trainingSettings())
        std::visit([&](auto member) { json[setting.name] = written(setting, settings.*member); }, setting.member);
    return json;
}

TrainingSettings settingsFromJson(const nlohmann::ordered_json& json)
{
    TrainingSettings settings;
    for (const auto& setting : trainingSettings())
    {
        const auto found = json.is_object() ? json.find(setting.name) : json.end();
        if (found == json.end())
            throw SettingsError("the setting " + setting.name + " is missing");
        std::visit(
            [&](auto member)
            {
                using Value = std::decay_t<decltype(settings.*member)>;
                settings.*member = read<Value>(setting, *found);
            },
            setting.member);
    }
    validate(settings);
    return settings;
}

std::string settingText(const nlohmann::ordered_json& value)
{
    return value.is_string() ? value.get<std::string>() : value.dump();
}

} // namespace dequantizer
