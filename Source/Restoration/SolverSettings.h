#pragma once

#include "Model/ModelChoice.h"
#include "Model/ModelFile.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace dequantizer
{

/// The model for the restoration of a sound, and why it was chosen.
struct ChosenModel
{
    Model model;
    ModelChoice choice;
    std::string reason; ///< see reasonText(); empty if the settings name the model
};

/// The audio that a model with constant bounds was trained for.
struct TrainedFor
{
    double sampleRate;     ///< Hz
    double referenceDelta; ///< quantisation step, signal units
};

/// The names that users give to kinds of material and to qualities.
[[nodiscard]] const std::map<std::string, std::optional<Material>>& materialNames();
[[nodiscard]] const std::map<std::string, Quality>& qualityNames();

/// The user's choice of the model and its parameters.
struct SolverSettings
{
    std::optional<std::filesystem::path> modelFile;          ///< or the name of a shipped model, see loadNamedModel()
    std::shared_ptr<const Model> loadedModel;                ///< a model in memory, instead of `modelFile`
    AcceptedModels accepted = AcceptedModels::chambollePock; ///< of model files
    bool cosine = false;                                     ///< the built-in DCT, instead of a model
    std::optional<int> iterations;
    std::optional<int> hop;
    std::optional<double> sigma, tau, theta;
    std::optional<Material> material; ///< none leaves ModelRequest::material as it is
    Quality quality = Quality::balanced;

    /// Whether the user chose a model, not counting the built-in DCT.
    [[nodiscard]] bool namesModel() const noexcept { return modelFile || loadedModel; }

    /// The model for the sound of `request`, with iterations, hop and step sizes as set. The settings fill in the
    /// request's preference, material, quality and the user's model.
    ///
    /// The rate of the model may differ from that of the sound, which then needs an AnyRateEngine. sigma and tau apply
    /// at the reference step of the model, which for the DCT is the step of the request. Throws std::runtime_error with
    /// one sentence.
    [[nodiscard]] ChosenModel modelFor(ModelRequest request) const;

    /// The audio that the user's model was trained for; empty if there is none or its bounds are learned. Throws
    /// std::runtime_error with one sentence.
    [[nodiscard]] std::optional<TrainedFor> trainedFor() const;

private:
    [[nodiscard]] Model userModel(double delta) const;
};

} // namespace dequantizer
