#pragma once

#include "Model/ModelChoice.h"
#include "Model/ModelFile.h"

#include <optional>
#include <string>

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

/// The shipped dense operator for speech at 16 kHz and this bit depth (4, 5, 6 or 8). It remembers nothing of earlier
/// frames.
[[nodiscard]] inline Model denseSpeechModel(int bits)
{
    return parseModel(findShippedModel("speech16k-" + std::to_string(bits) + "bit")->bytes);
}

} // namespace dequantizer
