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

/// The model that restores sound of this rate (Hz) and quantisation step best where nobody asks for another: a shipped
/// one, or null for the built-in DCT (at every rate but 16 kHz, and for steps so fine that no shipped model was learned
/// for them).
[[nodiscard]] const ShippedModel* preferredShippedModel(double sampleRate, double step) noexcept;

/// All that preferredShippedModel() can return at this rate. Their frames and hops, and the built-in DCT's at the same
/// rate, are of the same length, so that one can take the place of another without a change of latency.
[[nodiscard]] std::vector<const ShippedModel*> preferredShippedModels(double sampleRate);

/// That model, or the built-in DCT.
[[nodiscard]] Model preferredModel(double sampleRate, double step);

} // namespace dequantizer
