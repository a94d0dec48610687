#pragma once

#include "Model/Model.h"

#include <span>
#include <string_view>
#include <vector>

namespace dequantizer
{

/// A learned model that is part of the program, as the bytes of its file.
struct ShippedModel
{
    std::string_view name;  ///< of its file in Models/, without the extension
    std::string_view bytes; ///< for parseModel()
};

/// All models that are part of the program.
[[nodiscard]] std::span<const ShippedModel> shippedModels() noexcept;

/// The shipped model of that name, or null.
[[nodiscard]] const ShippedModel* findShippedModel(std::string_view name) noexcept;

/// The rate that all shipped models were learned at, in Hz.
inline constexpr double shippedModelRate = 16000.0;

/// At which rate sound was quantised: at that which it has, so that its samples are on the grid, or at the model's, so
/// that they were before they were resampled. See Docs/rates.md.
enum class QuantisedAt
{
    ownRate,
    modelRate
};

/// The model that restores sound of this rate (Hz) and quantisation step best where nobody asks for another: a shipped
/// one, or null for the built-in DCT. That is for steps so fine that no shipped model was learned for them, and for all
/// sound that was quantised at another rate than shippedModelRate; sound of a lower rate cannot have been quantised
/// there.
[[nodiscard]] const ShippedModel* preferredShippedModel(double sampleRate, double delta,
                                                        QuantisedAt at = QuantisedAt::ownRate) noexcept;

/// All that preferredShippedModel() can return for sound of this rate.
[[nodiscard]] std::vector<const ShippedModel*> preferredShippedModels(double sampleRate);

/// The preferred shipped model, or the built-in DCT at the sound's rate.
[[nodiscard]] Model preferredModel(double sampleRate, double delta, QuantisedAt at = QuantisedAt::ownRate);

} // namespace dequantizer
