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

/// The model that restores a sound.
struct ChosenModel
{
    Model model;
    ModelChoice choice;
    std::string reason; ///< see reasonText(); empty where the options name the model
};

/// The audio that a dense model was trained for.
struct TrainedFor
{
    double sampleRate;     ///< Hz
    double referenceDelta; ///< quantisation step, signal units
};

/// The options that say what restores a sound, the same for every subcommand that restores.
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
    /// The model may have another rate than the sound: then it is for an AnyRateEngine. sigma and tau count for the
    /// model's reference step, for the DCT that is the step of the request. Throws std::runtime_error with one
    /// sentence.
    [[nodiscard]] ChosenModel modelFor(ModelRequest request) const;

    /// What the dense model named by --model was trained for; none for other models. Throws std::runtime_error with one
    /// sentence.
    [[nodiscard]] std::optional<TrainedFor> trainedFor() const;
};

} // namespace dequantizer
