#pragma once

#include "Model/Model.h"
#include "Model/ModelManifest.h"

#include <span>
#include <string_view>
#include <vector>

namespace dequantizer
{

/// A learned model that is part of the program.
struct ShippedModel : ModelDescription
{
    std::string_view bytes; ///< of its file, for parseModel()
};

/// All models of Models/manifest.json, in its order. The first call allocates.
[[nodiscard]] std::span<const ShippedModel> shippedModels() noexcept;

/// The shipped model of that name, or null.
[[nodiscard]] const ShippedModel* findShippedModel(std::string_view name) noexcept;

/// At which rate sound was quantised: at that which it has, so that its samples are on the grid, or at the model's, so
/// that they were before they were resampled. See Docs/rates.md.
enum class QuantisedAt
{
    ownRate,
    modelRate
};

/// The automatic model for sound of this rate (Hz) and quantisation step, or null for the built-in DCT. That is for
/// steps so fine that no shipped model was learned for them, and for all sound that was quantised at the rate of no
/// shipped model; sound of a lower rate cannot have been quantised there.
[[nodiscard]] const ShippedModel* preferredShippedModel(double sampleRate, double delta,
                                                        QuantisedAt at = QuantisedAt::ownRate) noexcept;

/// All that preferredShippedModel() can return for sound of this rate.
[[nodiscard]] std::vector<const ShippedModel*> preferredShippedModels(double sampleRate);

/// The preferred shipped model, or the built-in DCT at the sound's rate.
[[nodiscard]] Model preferredModel(double sampleRate, double delta, QuantisedAt at = QuantisedAt::ownRate);

} // namespace dequantizer
