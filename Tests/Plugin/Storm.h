#pragma once

#include "Plugin/PluginFixture.h"

#include <functional>

namespace dequantizer
{

/// Plays `callbacks` blocks of random lengths, some with bursts of NaN and infinities, on a thread of their own, each
/// by a call of `processBlock`, while the calling thread does whatever users and hosts do without pause: moves every
/// parameter, toggles bypass, loads models and goes back to the shipped ones, saves and restores the state, resets.
/// `plugin` must be prepared for two channels. Returns how many output samples were not finite.
long playThroughStorm(PluginFixture& plugin, int callbacks, int changes,
                      const std::function<void(juce::AudioBuffer<float>&)>& processBlock);

} // namespace dequantizer
