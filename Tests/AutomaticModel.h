#pragma once

#include "Model/ModelChoice.h"

namespace dequantizer
{

/// The model that restores sound quantised at its own rate (Hz) where the user names none.
[[nodiscard]] inline Model automaticModel(double sampleRate, double delta)
{
    return loadModel(chooseModel({.sampleRate = sampleRate, .quantisation = {.delta = delta}}).model, sampleRate,
                     delta);
}

} // namespace dequantizer
