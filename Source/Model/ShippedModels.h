#pragma once

#include "Model/ModelManifest.h"

#include <span>
#include <string_view>

namespace dequantizer
{

/// A learned model built into the program.
struct ShippedModel : ModelDescription
{
    std::string_view bytes; ///< the contents of its file, for parseModel()
};

/// All models of Models/manifest.json, in order. The first call allocates.
[[nodiscard]] std::span<const ShippedModel> shippedModels() noexcept;

/// The shipped model with this name, or the one that replaces a model of an earlier version with this name; or null.
[[nodiscard]] const ShippedModel* findShippedModel(std::string_view name) noexcept;

} // namespace dequantizer
