#pragma once

#include "Model/ModelManifest.h"
#include "Plugin/Engine/Overlap.h"

#include <optional>

namespace dequantizer
{

/// The settings that determine which engines are made. A change takes effect with new engines.
struct EngineOptions
{
    Overlap overlap = Overlap::recommended;
    std::optional<Material> material{}; ///< see ModelRequest::material
    Quality quality = Quality::balanced;

    friend bool operator==(const EngineOptions&, const EngineOptions&) = default;
};

} // namespace dequantizer
