#pragma once

#include "Model/ShippedModels.h"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace dequantizer
{

/// A model for speech at `sampleRate` (Hz), or for any sound if no rate is given.
inline ShippedModel shippedModel(std::string name, std::optional<double> sampleRate, double minBits, double maxBits,
                                 bool automatic = true)
{
    ShippedModel model;
    model.name = std::move(name);
    model.material = sampleRate ? Material::speech : Material::any;
    model.sampleRate = sampleRate;
    model.minBits = minBits;
    model.maxBits = maxBits;
    model.automatic = automatic;
    return model;
}

inline ShippedModel modelForAnySound(std::string name, Quality quality)
{
    auto model = shippedModel(std::move(name), std::nullopt, -INFINITY, INFINITY);
    model.quality = quality;
    return model;
}

/// Three models for any sound, listed first, and three for speech at 16 kHz, one of which is not automatic.
inline const std::vector<ShippedModel>& families()
{
    static const std::vector models{modelForAnySound("fast", Quality::lowLatency),
                                    modelForAnySound("middle", Quality::balanced),
                                    modelForAnySound("slow", Quality::best),
                                    shippedModel("voice-hidden", 16000.0, -INFINITY, 4.5, false),
                                    shippedModel("voice-4bit", 16000.0, -INFINITY, 4.5),
                                    shippedModel("voice-6bit", 16000.0, 4.5, 10.5)};
    return models;
}

} // namespace dequantizer
