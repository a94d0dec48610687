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

/// The rate at which a sound was quantised, as the user states it. Sound may have been resampled since: then its
/// samples lie on no grid, and are restored at the rate of a model. See Docs/rates.md.
enum class QuantisationRate
{
    automatic, ///< the sound's own while its samples are on a grid, the model's when they are on none
    own,
    model
};

/// `asked`, with `automatic` decided by what is known about the grid of the sound.
[[nodiscard]] QuantisationRate resolveRate(QuantisationRate asked, GridState grid) noexcept;

/// What the user asks to restore with.
enum class ModelPreference
{
    automatic, ///< the shipped model that serves the sound, or the built-in DCT
    user,      ///< ModelRequest::userModel
    builtInDct
};

/// What the choice depends on of a model that the user has named or loaded.
struct UserModel
{
    std::optional<double> sampleRate; ///< that it was learned at, in Hz; none if it serves every rate
    double latencySeconds = 0.0;      ///< of an engine for this model
};

/// A sound that is to be restored, and what the user wants for it.
struct ModelRequest
{
    double sampleRate = 0.0; ///< of the sound, in Hz
    double delta = 0.0;      ///< quantisation step, signal units, > 0
    GridState grid = GridState::unknown;
    QuantisationRate quantisedAt = QuantisationRate::automatic;
    ModelPreference preference = ModelPreference::automatic;
    UserModel userModel{}; ///< meaningful for ModelPreference::user
    double maxLatencySeconds = std::numeric_limits<double>::infinity();
};

/// Names one model of all that a sound can be restored with.
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

    friend bool operator==(const ModelReference&, const ModelReference&) = default;
};

enum class ChoiceReason
{
    requested,       ///< the user asked for it
    servesSound,     ///< a shipped model for this rate and bit depth
    noModelForRate,  ///< no shipped model was learned at the rate: the DCT
    noModelForDepth, ///< there are shipped models for the rate, but none for the bit depth: the DCT
    otherRate,       ///< the sound was quantised at another rate than that of the user's model: the DCT
    tooMuchLatency   ///< the user's model exceeds ModelRequest::maxLatencySeconds: the automatic choice
};

/// What restores a sound.
struct ModelChoice
{
    ModelReference model;
    double sampleRate = 0.0; ///< that the sound is restored at, in Hz: its own or the model's
    ChoiceReason reason = ChoiceReason::requested;

    /// Whether the user asked for a model and gets another one.
    [[nodiscard]] bool isFallback() const noexcept
    {
        return reason == ChoiceReason::otherRate || reason == ChoiceReason::tooMuchLatency;
    }
};

/// The one place that decides which model restores a sound, at which rate, and why.
///
/// Sound quantised at its own rate is restored by a model of exactly that rate. Sound that was resampled after
/// quantising is restored at the rate of the model: the user's at any rate, a shipped one at a rate up to the sound's.
/// Models for every rate serve both at the sound's own. Of the automatic models in `shipped` that serve rate and bit
/// depth the first is chosen; where there is none, the built-in DCT at the sound's own rate.
///
/// Safe on the audio thread.
[[nodiscard]] ModelChoice chooseModel(const ModelRequest& request, std::span<const ShippedModel> shipped) noexcept;

/// Among shippedModels(), which must have been called before on another thread where this is the audio thread.
[[nodiscard]] ModelChoice chooseModel(const ModelRequest& request) noexcept;

/// All that chooseModel() can return for the rate, the preference, the user's model and the maximum latency of
/// `request`, whatever the other members are.
[[nodiscard]] std::vector<ModelReference> possibleModels(const ModelRequest& request,
                                                         std::span<const ShippedModel> shipped);

/// Among shippedModels().
[[nodiscard]] std::vector<ModelReference> possibleModels(const ModelRequest& request);

/// A shipped model, or the built-in DCT for sound of this rate (Hz) and quantisation step. Not for Source::user.
[[nodiscard]] Model loadModel(const ModelReference& model, double sampleRate, double delta);

} // namespace dequantizer
