#pragma once

#include <juce_audio_processors/juce_audio_processors.h>

namespace dequantizer
{

/// Those of ambisonics of the third order.
inline constexpr int maxChannels = 16;

/// Whether the plugin processes `layout` as a plugin of the format `wrapper` in `host`: one input and one output with
/// the same 1 to maxChannels channels. In Ardour, a VST3 has at least two.
[[nodiscard]] bool supportsLayout(const juce::AudioProcessor::BusesLayout& layout,
                                  juce::AudioProcessor::WrapperType wrapper, juce::PluginHostType::HostType host);

} // namespace dequantizer
