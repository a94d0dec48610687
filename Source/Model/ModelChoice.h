#pragma once

#include "Model/Model.h"
#include "Model/ShippedModels.h"
#include "Signal/GridDetector.h"

#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace dequantizer
{

/// The rate at which the audio was quantised, as set by the user. If the audio was resampled later, its samples lie on
/// no grid, and a model of a fixed rate restores it at that rate. See Docs/rates.md.
enum class QuantisationRate
{
    automatic, ///< the audio's own rate if its samples lie on a grid, a model's rate if they lie on none
    own,
    model ///< a model's rate: prefers models of a fixed rate
};

/// Which model the user selects.
enum class ModelPreference
{
    automatic, ///< the shipped model for this audio
    user,      ///< ModelRequest::userModel
    builtInDct
};

/// The properties of the user's model that affect the choice.
struct UserModel
{
    std::optional<double> sampleRate; ///< of the training audio in Hz; none if the model serves every rate
    double latencySeconds = 0.0;      ///< of an engine with this model
};

/// How the audio was quantised.
struct Quantisation
{
    double delta = 0.0;                  ///< quantisation step, signal units, > 0
    GridState grid = GridState::unknown; ///< what is known about the grid of the samples
    QuantisationRate rate = QuantisationRate::automatic;
};

/// The audio to restore, and the user's settings.
struct ModelRequest
{
    double sampleRate = 0.0; ///< of the audio in Hz
    Quantisation quantisation{};
    ModelPreference preference = ModelPreference::automatic;
    std::optional<Material> material{};  ///< of the audio; none leaves the choice to the order of the manifest
    Quality quality = Quality::balanced; ///< for models that have one
    UserModel userModel{};               ///< used with ModelPreference::user
    double maxLatencySeconds = std::numeric_limits<double>::infinity();
};

/// Identifies one of the available models.
struct ModelReference
{
    enum class Source
    {
        shipped,
        user,
        builtInDct
    };

    Source source = Source::builtInDct;
    const ShippedModel* shipped = nullptr; ///< null except for Source::shipped

    /// The rate of the restoration in Hz, if a shipped model does not restore at the rate of the audio.
    std::optional<double> fixedRate = std::nullopt;

    friend bool operator==(const ModelReference&, const ModelReference&) = default;
};

enum class ChoiceReason
{
    requested,       ///< selected by the user
    servesSound,     ///< a shipped model for this material, quality, rate and bit depth
    noModelForRate,  ///< no shipped model as preferred was trained at the rate: another one, or the DCT
    noModelForDepth, ///< there are such models for the rate, but none for the bit depth: another one, or the DCT
    otherRate,       ///< the audio was quantised at a rate other than that of the user's model: the automatic choice
    tooMuchLatency   ///< the user's model exceeds ModelRequest::maxLatencySeconds: the automatic choice
};

/// The model that restores the audio, and why.
struct ModelChoice
{
    ModelReference model;
    double sampleRate = 0.0; ///< the rate of the restoration in Hz: the audio's own or the model's
    ChoiceReason reason = ChoiceReason::requested;

    /// Whether a model other than the one selected by the user is used.
    [[nodiscard]] bool isFallback() const noexcept
    {
        return reason == ChoiceReason::otherRate || reason == ChoiceReason::tooMuchLatency;
    }
};

/// Decides which model restores the audio, at which rate, and why. No other code makes this decision.
///
/// Audio quantised at its own rate needs a model of exactly that rate. Audio resampled after quantising is restored at
/// the model's rate: a user's model may have any rate, a shipped model one up to the rate of the audio. Models for
/// every rate handle both cases at the rate of the audio, except those with a ModelDescription::resampledRate: they
/// also count, after all others, as models of that fixed rate.
///
/// The automatic choice is the first automatic model in `shipped` for this rate, bit depth, material and quality:
///
/// - Models for every rate have a maximum.
/// - With no material, models for any material count as well as models for speech. QuantisationRate::model, if the user
///   sets it, prefers models of a fixed rate to those for every rate.
/// - Material::speech prefers models for speech to those for any material.
/// - Material::any excludes models for speech.
///
/// If there is none, it is the built-in DCT at the rate of the audio. A user's model that does not serve the audio is
/// replaced by the automatic choice.
///
/// Safe on the audio thread.
[[nodiscard]] ModelChoice chooseModel(const ModelRequest& request, std::span<const ShippedModel> shipped) noexcept;

/// As above, with shippedModels(). Before calling this on the audio thread, call shippedModels() on another thread.
[[nodiscard]] ModelChoice chooseModel(const ModelRequest& request) noexcept;

/// QuantisationRate::own or QuantisationRate::model, whichever makes chooseModel() choose the model that it chooses for
/// `request`. Decides QuantisationRate::automatic once the grid is known.
[[nodiscard]] QuantisationRate explicitRate(const ModelRequest& request,
                                            std::span<const ShippedModel> shipped) noexcept;

/// As above, with shippedModels(); see chooseModel().
[[nodiscard]] QuantisationRate explicitRate(const ModelRequest& request) noexcept;

/// All models that chooseModel() can return for `request` with any quantisation.
[[nodiscard]] std::vector<ModelReference> possibleModels(const ModelRequest& request,
                                                         std::span<const ShippedModel> shipped);

/// As above, with shippedModels().
[[nodiscard]] std::vector<ModelReference> possibleModels(const ModelRequest& request);

/// Loads a shipped model, or the built-in DCT, for audio of this rate (Hz) and quantisation step, at the rate of the
/// restoration; see modelAtRate().
/// Not for Source::user.
[[nodiscard]] Model loadModel(const ModelReference& model, double sampleRate, double delta);

} // namespace dequantizer
