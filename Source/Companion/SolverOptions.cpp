#include "Companion/SolverOptions.h"

#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "Model/ShippedModels.h"
#include "Model/TextMatrix.h"

#include <CLI/CLI.hpp>

#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>

namespace dequantizer
{

namespace
{
bool isTextMatrix(const std::filesystem::path& file)
{
    const auto extension = file.extension();
    return extension == ".txt" || extension == ".csv" || extension == ".dat";
}
// A file, or the name of a shipped model where there is no file of that name.
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
    command.add_flag("--dct", cosine, "use the built-in DCT")->excludes(model);
    command.add_option("--iterations", iterations, "iterations per frame")
        ->check(CLI::Range(0, ModelLimits::maxIterations));
    command.add_option("--hop", hop, "samples from one frame to the next; the frame length means no overlap")
        ->check(CLI::Range(1, ModelLimits::maxFrameLength));
    auto* const sigmaOption = command.add_option("--sigma", sigma, "dual step size")->check(CLI::PositiveNumber);
    auto* const tauOption = command.add_option("--tau", tau, "primal step size")->check(CLI::PositiveNumber);
    sigmaOption->needs(tauOption);
    tauOption->needs(sigmaOption);
    command.add_option("--theta", theta, "extrapolation")->check(CLI::Range(0.0, 1.0));
}

std::optional<double> SolverOptions::referenceDelta() const
{
    if (!modelFile || isTextMatrix(*modelFile))
        return std::nullopt;
    constexpr double anyDelta = 1.0; // matters to a text matrix alone
    return namedModel(*modelFile, anyDelta).referenceDelta;
}

std::optional<double> SolverOptions::sampleRate() const
{
    if (!modelFile || isTextMatrix(*modelFile))
        return std::nullopt;
    constexpr double anyDelta = 1.0; // matters to a text matrix alone
    return namedModel(*modelFile, anyDelta).sampleRate;
}

ChosenModel SolverOptions::unadjustedModelFor(double sampleRate, double delta, QuantisedAt at) const
{
    if (cosine)
        return {cosineModel(sampleRate, delta), {}};
    if (!modelFile)
        return {preferredModel(sampleRate, delta, at), {}};

    auto model = namedModel(*modelFile, delta);
    if (model.sampleRate == sampleRate || at == QuantisedAt::modelRate)
        return {std::move(model), {}};

    std::ostringstream remark;
    remark << "the model is for " << model.sampleRate << " Hz and the sound is at " << sampleRate
           << " Hz: the built-in DCT with a frame of 20 ms is used instead";
    return {cosineModel(sampleRate, delta), remark.str()};
}

ChosenModel SolverOptions::modelFor(double sampleRate, double delta, QuantisedAt at) const
{
    auto chosen = unadjustedModelFor(sampleRate, delta, at);
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
