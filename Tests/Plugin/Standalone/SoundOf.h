#pragma once

#include "AudioFile/Sound.h"
#include "Plugin/PluginFixture.h"

#include <memory>

namespace dequantizer
{

/// A sound with the samples of `signal`.
[[nodiscard]] inline std::shared_ptr<const Sound> soundOf(Signal signal, double sampleRate = PluginFixture::defaultRate)
{
    auto sound = std::make_shared<Sound>();
    sound->sampleRate = sampleRate;
    sound->channels = std::move(signal);
    return sound;
}

} // namespace dequantizer
