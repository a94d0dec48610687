#pragma once

#include "Model/ModelChoice.h"

#include <filesystem>
#include <optional>
#include <string>

namespace CLI
{
class App;
}

namespace dequantizer
{

/// The model for the restoration of a sound, and why it was chosen.
struct ChosenModel
{
    Model model;
    ModelChoice choice;
    std::string reason; ///< see reasonText(); empty if the options name the model
};

/// The audio that a model with constant bounds was trained for.
struct TrainedFor
{
    double sampleRate;     ///< Hz
    double referenceDelta; ///< quantisation step, signal units
};

/// The options that choose the model and its parameters, shared by all subcommands that restore audio.
struct SolverOptions
{
    std::optional<std::filesystem::path> modelFile;
    bool cosine = false;
    std::optional<int> iterations;
    std::optional<int> hop;
    std::optional<double> sigma, tau, theta;
    std::optional<Material> material; ///< none leaves ModelRequest::material as it is
    Quality quality = Quality::balanced;

    /// Declares --model, --dct, --material, --quality, --iterations, --hop, --sigma, --tau and --theta.
    void addTo(CLI::App& command);

    /// The model for the sound of `request`, with iterations, hop and step sizes as the options ask for. The options
    /// fill in the request's preference, material, quality and the user's model.
    ///
    /// The rate of the model may differ from that of the sound, which then needs an AnyRateEngine. sigma and tau apply
    /// at the reference step of the model, which for the DCT is the step of the request. Throws std::runtime_error with
    /// one sentence.
    [[nodiscard]] ChosenModel modelFor(ModelRequest request) const;

    /// The audio that the model given by --model was trained for; empty if its bounds are learned. Throws
    /// std::runtime_error with one sentence.
    [[nodiscard]] std::optional<TrainedFor> trainedFor() const;
};

} // namespace dequantizer
