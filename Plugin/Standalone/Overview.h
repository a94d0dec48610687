#pragma once

#include "AudioFile/Sound.h"

#include <vector>

namespace dequantizer
{

/// The sound at a glance: the largest magnitude of all channels in each of `parts` >= 1 equal parts of its time.
[[nodiscard]] std::vector<float> overview(const Sound& sound, std::size_t parts);

} // namespace dequantizer
