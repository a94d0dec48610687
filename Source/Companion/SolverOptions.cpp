#include "Companion/SolverOptions.h"

#include "Companion/NumberRange.h"
#include "Model/ModelChoiceText.h"
#include "Model/ModelFile.h"
#include "Model/TextMatrix.h"

#include <CLI/CLI.hpp>

#include <map>
#include <stdexcept>
#include <string>

namespace dequantizer
{

namespace
{
constexpr auto automaticMaterial = "automatic";

const std::map<std::string, std::optional<Material>> materials{
    {automaticMaterial, std::nullopt}, {"speech", Material::speech}, {"any", Material::any}};

const std::map<std::string, Quality> qualities{
    {"low-latency", Quality::lowLatency}, {"balanced", Quality::balanced}, {"best", Quality::best}};

bool isTextMatrix(const std::filesystem::path& file)
{
    const auto extension = file.extension();
    return extension == ".txt" || extension == ".csv" || extension == ".dat";
}

// Loads a file, or a shipped model if there is no file with this name.
Model namedModel(const std::filesystem::path& name, double delta)
{
    std::error_code ignored;
    const auto* const shipped = findShippedModel(name.string());
    if (shipped != nullptr && !std::filesystem::exists(name, ignored))
        return parseModel(shipped->bytes);
    return isTextMatrix(name) ? importTextModel(name, delta) : readModelFile(name);
}
} // namespace

void SolverOptions::addTo(CLI::App& command)
{
    auto* const model =
        command.add_option("--model", modelFile,
                           "model file (.safetensors, or a NumPy savetxt matrix as .txt, .csv or .dat), or the name "
                           "of a shipped model");
    auto* const dct = command.add_flag("--dct", cosine, "use the built-in DCT")->excludes(model);
    command
        .add_option_function<std::string>(
            "--material", [this](const std::string& name) { material = materials.at(name); },
            "what the sound is: speech uses the models for speech where they serve its rate and bit depth, any uses "
            "the models for any sound, automatic decides")
        ->check(CLI::IsMember(materials))
        ->default_str(automaticMaterial)
        ->excludes(dct);
    command
        .add_option_function<std::string>(
            "--quality", [this](const std::string& name) { quality = qualities.at(name); },
            "which of the models for any sound is used: they differ in the length of a frame")
        ->check(CLI::IsMember(qualities))
        ->default_str("balanced")
        ->excludes(dct);
    command.add_option("--iterations", iterations, "iterations per frame")
        ->check(CLI::Range(0, ModelLimits::maxIterations));
    command.add_option("--hop", hop, "samples from one frame to the next; the frame length means no overlap")
        ->check(CLI::Range(1, ModelLimits::maxFourierFrameLength));
    auto* const sigmaOption = command.add_option("--sigma", sigma, "dual step size")->check(positiveNumber());
    auto* const tauOption = command.add_option("--tau", tau, "primal step size")->check(positiveNumber());
    sigmaOption->needs(tauOption);
    tauOption->needs(sigmaOption);
    command.add_option("--theta", theta, "extrapolation")->check(numberWithin(0.0, 1.0));
}

std::optional<TrainedFor> SolverOptions::trainedFor() const
{
    if (!modelFile || isTextMatrix(*modelFile))
        return std::nullopt;
    constexpr double anyDelta = 1.0; // only a text matrix needs it
    const auto model = namedModel(*modelFile, anyDelta);
    if (model.hasLearnedBounds())
        return std::nullopt;
    return TrainedFor{model.sampleRate, model.referenceDelta};
}

ChosenModel SolverOptions::modelFor(ModelRequest request) const
{
    ChosenModel chosen;
    if (material)
        request.material = material;
    request.quality = quality;
    if (cosine)
        request.preference = ModelPreference::builtInDct;
    if (modelFile)
    {
        chosen.model = modelAtRate(namedModel(*modelFile, request.quantisation.delta), request.sampleRate);
        request.preference = ModelPreference::user;
        if (!chosen.model.fourier)
            request.userModel.sampleRate = chosen.model.sampleRate;
    }
    chosen.choice = chooseModel(request);
    if (chosen.choice.model.source != ModelReference::Source::user)
        chosen.model = loadModel(chosen.choice.model, request.sampleRate, request.quantisation.delta);
    chosen.reason = reasonText(request, chosen.choice);

    auto& model = chosen.model;
    model.iterations = iterations.value_or(model.iterations);
    model.hop = hop.value_or(model.hop);
    model.steps.sigma = sigma.value_or(model.steps.sigma);
    model.steps.tau = tau.value_or(model.steps.tau);
    model.steps.theta = theta.value_or(model.steps.theta);
    if (model.hop > model.frameLength())
        throw std::runtime_error("--hop " + std::to_string(model.hop) + " is longer than a frame, which has " +
                                 std::to_string(model.frameLength()) + " samples");
    return chosen;
}

} // namespace dequantizer
