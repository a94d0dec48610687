#include "Companion/SolverOptions.h"

#include "Companion/NumberRange.h"
#include "Files/PathOptions.h"

#include <string>

namespace dequantizer
{

void addSolverOptions(CLI::App& command, SolverSettings& settings)
{
    auto* const model =
        command.add_option("--model", settings.modelFile,
                           "model file (.safetensors, or a NumPy savetxt matrix as .txt, .csv or .dat), or the name "
                           "of a shipped model");
    auto* const dct = command.add_flag("--dct", settings.cosine, "use the built-in DCT")->excludes(model);
    command
        .add_option_function<std::string>(
            "--material", [&settings](const std::string& name) { settings.material = materialNames().at(name); },
            "what the sound is: speech uses the models for speech where they serve its rate and bit depth, any uses "
            "the models for any sound, automatic decides")
        ->check(CLI::IsMember(materialNames()))
        ->default_str("automatic")
        ->excludes(dct);
    command
        .add_option_function<std::string>(
            "--quality", [&settings](const std::string& name) { settings.quality = qualityNames().at(name); },
            "which of the models for the material is used: they differ in the length of a frame")
        ->check(CLI::IsMember(qualityNames()))
        ->default_str("balanced")
        ->excludes(dct);
    command.add_option("--iterations", settings.iterations, "iterations per frame")
        ->check(CLI::Range(0, ModelLimits::maxIterations));
    command.add_option("--hop", settings.hop, "samples from one frame to the next; the frame length means no overlap")
        ->check(CLI::Range(1, ModelLimits::maxFourierFrameLength));
    auto* const sigma = command.add_option("--sigma", settings.sigma, "dual step size")->check(positiveNumber());
    auto* const tau = command.add_option("--tau", settings.tau, "primal step size")->check(positiveNumber());
    sigma->needs(tau);
    tau->needs(sigma);
    command.add_option("--theta", settings.theta, "extrapolation")->check(numberWithin(0.0, 1.0));
}

} // namespace dequantizer
