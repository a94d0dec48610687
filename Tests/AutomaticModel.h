#pragma once

#include "Model/ModelChoice.h"

#include <optional>

namespace dequantizer
{

/// The model that restores audio quantised at its own rate (Hz) if the user selects none.
[[nodiscard]] inline Model automaticModel(double sampleRate, double delta,
                                          std::optional<Material> material = std::nullopt,
                                          Quality quality = Quality::balanced)
{
    const auto choice = chooseModel(
        {.sampleRate = sampleRate, .quantisation = {.delta = delta}, .material = material, .quality = quality});
    return loadModel(choice.model, sampleRate, delta);
}

} // namespace dequantizer
