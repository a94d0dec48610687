#pragma once

#include "Plugin/PluginFixture.h"

#include <functional>

namespace dequantizer
{

/// Calls `processBlock` on an audio thread for `callbacks` blocks of random lengths, some with bursts of NaN and
/// infinity. Meanwhile the calling thread does everything that users and hosts can do, without pause: it moves every
/// parameter, toggles bypass, selects and loads models, saves and restores the state, and resets. `plugin` must be
/// prepared for two channels. Returns the number of output samples that were not finite.
long playThroughStorm(PluginFixture& plugin, int callbacks, int changes,
                      const std::function<void(juce::AudioBuffer<float>&)>& processBlock);

} // namespace dequantizer
