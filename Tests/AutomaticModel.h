#pragma once

#include "Model/ModelChoice.h"
#include "Model/ModelFile.h"

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

/// The shipped model for speech at the rate at which it restores resampled speech, 16 kHz.
[[nodiscard]] inline Model speechModel()
{
    return parseModel(findShippedModel("speech")->bytes);
}

} // namespace dequantizer
