#pragma once

#include "Model/Model.h"
#include "Model/ModelManifest.h"

#include <span>
#include <string_view>
#include <vector>

namespace dequantizer
{

/// A learned model built into the program.
struct ShippedModel : ModelDescription
{
    std::string_view bytes; ///< the contents of its file, for parseModel()
};

/// All models of Models/manifest.json, in order. The first call allocates.
[[nodiscard]] std::span<const ShippedModel> shippedModels() noexcept;

/// The shipped model with this name, or null.
[[nodiscard]] const ShippedModel* findShippedModel(std::string_view name) noexcept;

/// The rate at which the audio was quantised: its own, so that its samples lie on a grid, or the model's, so that they
/// did before resampling. See Docs/rates.md.
enum class QuantisedAt
{
    ownRate,
    modelRate
};

/// The automatic model for audio of this rate (Hz) and quantisation step, or null for the built-in DCT. The DCT serves
/// quantisation steps too fine for any shipped model, and audio quantised at a rate without a shipped model. A model
/// with a rate above the audio's never applies to resampled audio.
[[nodiscard]] const ShippedModel* preferredShippedModel(double sampleRate, double delta,
                                                        QuantisedAt at = QuantisedAt::ownRate) noexcept;

/// All models that preferredShippedModel() can return for audio of this rate.
[[nodiscard]] std::vector<const ShippedModel*> preferredShippedModels(double sampleRate);

/// The preferred shipped model, or the built-in DCT at the audio's rate.
[[nodiscard]] Model preferredModel(double sampleRate, double delta, QuantisedAt at = QuantisedAt::ownRate);

} // namespace dequantizer
