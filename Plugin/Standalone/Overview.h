#pragma once

#include "AudioFile/Sound.h"

#include <vector>

namespace dequantizer
{

/// The peak magnitude over all channels in each of `parts` >= 1 equal sections of the sound.
[[nodiscard]] std::vector<float> overview(const Sound& sound, std::size_t parts);

} // namespace dequantizer
